package io.github.nnc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A network and what PyTorch computes for it; {@code src/test/python/README.md} describes the files.
 *
 * @param layer the layer or structure that it is about
 * @param arguments those it exercises
 * @param text the whole {@code .nn} file
 * @param weights by name
 */
public record ReferenceCase(
        String file,
        String name,
        String layer,
        List<String> arguments,
        String text,
        Map<String, Tensor> weights,
        List<Call> calls,
        Agreement agreement) {

    private static final Path FOLDER = Path.of("src/test/resources/reference");

    /** The files whose cases carry their network and their weights themselves: all but the samples. */
    public static final List<String> FILES = files();

    private static List<String> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .filter(name -> !name.equals("samples"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
    /** What goes in and what comes out, in the model's order; each call goes on from the one before. */
    public record Call(List<Tensor> inputs, List<Tensor> outputs) {

        private static Call of(Json json) {
            return new Call(tensors(json.member("inputs")), tensors(json.member("outputs")));
        }

        private static List<Tensor> tensors(Json json) {
            return json.elements().stream().map(Json::tensor).toList();
        }
    }

    public static List<ReferenceCase> all() {
        List<ReferenceCase> cases = new ArrayList<>();
        for (String file : FILES) {
            for (Json each : read(file).member("cases").elements()) {
                cases.add(of(file, each));
            }
        }
        return cases;
    }

    /** A whole file, with the hashes of the scripts that wrote it. */
    public static Json read(String file) {
        try {
            return Json.read(FOLDER.resolve(file + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReferenceCase of(String file, Json json) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        json.member("weights").members().forEach((name, tensor) -> weights.put(name, tensor.tensor()));
        return new ReferenceCase(
                file,
                json.member("name").text(),
                json.member("layer").text(),
                json.member("arguments").elements().stream().map(Json::text).toList(),
                json.member("nn").text(),
                weights,
                json.members().containsKey("calls")
                        ? json.member("calls").elements().stream().map(Call::of).toList()
                        : List.of(Call.of(json)),
                json.member("tolerance").text().equals("element") ? Agreement.ELEMENT : Agreement.TENSOR);
    }

    @Override
    public String toString() {
        return file + " " + name;
    }
}
