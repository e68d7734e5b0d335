package io.github.nnc.bench.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The networks that are timed. */
public final class Subjects {

    private static final Path ZOO = Path.of("samples", "zoo");
    private static final Path STORIES = Path.of("src", "test", "resources", "checks", "stories.nn");
    private static final Path RESNET8 = Path.of("src", "jmh", "models", "resnet8.nn");
    private static final int STORY = 64;

    private Subjects() {}

    /** All, from small to large. */
    public static List<Subject> all() {
        return List.of(
                dense("3-4-2", 3, 4, 2),
                dense("4-16-3", 4, 16, 3),
                dense("64-64-10", 64, 64, 10),
                dense("784-128-10", 784, 128, 10),
                dense("784-512-512-10", 784, 512, 512, 10),
                deep(120),
                Subject.of(
                        "conv",
                        "convolution 1x28x28",
                        "  input 1x28x28; conv 16 3 relu; maxpool 2; conv 32 3 relu; maxpool 2;\n"
                                + "  flatten; dense 128 relu; dense 10 softmax;"),
                Subject.of("50x128x384", "contraction 50x128x384", "  input 50x128; dense 384 bias=false;"),
                encoder(),
                new Subject("resnet8", "ResNet-8, 3x32x32", read(RESNET8), 0),
                new Subject("resnet18", "ResNet-18, 3x224x224", zoo("resnet18"), 0),
                new Subject("mobilenet_v2", "MobileNetV2, 3x224x224", zoo("mobilenet_v2"), 0),
                new Subject("stories260K", "stories260K, a token", stories(), STORY));
    }

    /** @throws IllegalArgumentException unless there is one of this name */
    public static Subject named(String name) {
        return all().stream()
                .filter(subject -> subject.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no network is named " + name));
    }

    /** Dense layers in a row, relu between them, softmax at the end. */
    public static Subject dense(String name, int input, int... widths) {
        StringBuilder body = new StringBuilder("  input " + input + ";");
        for (int i = 0; i < widths.length; i++) {
            body.append(String.format(
                    Locale.ROOT, "\n  dense %d %s;", widths[i], i == widths.length - 1 ? "softmax" : "relu"));
        }
        return Subject.of(name, name, body.toString());
    }

    /** Layers of 64 in a row, then two outputs. */
    public static Subject deep(int layers) {
        return Subject.of(
                "deep-" + layers,
                layers + " layers of 64",
                "  input 64;\n  repeat " + layers + " < dense 64 relu >;\n  dense 2 softmax;");
    }

    private static Subject encoder() {
        return Subject.importing(
                "import nnc.transformer;\n",
                "encoder",
                "50 tokens, 4 encoder layers",
                "  input 50x128;\n  layers: repeat 4 < encoder_layer 4 512 >;");
    }

    private static String zoo(String name) {
        return read(ZOO.resolve(name + ".nn")).replace("model " + name + " <", "model net <");
    }

    /** That one of the two models of the file which carries; the other would be compiled as well. */
    private static String stories() {
        List<String> kept = new ArrayList<>();
        boolean other = false;
        for (String line : read(STORIES).split("\n")) {
            if (line.startsWith("model ")) {
                other = !line.equals("model stories_carry <");
            }
            if (!other && !line.startsWith("/**")) {
                kept.add(line.startsWith("model ") ? "model net <" : line);
            }
        }
        return String.join("\n", kept) + "\n";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("benchmarks run in the project's folder", e);
        }
    }
}
