package io.github.nnc.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nnc.compiler.CompileRequest;
import io.github.nnc.compiler.CompileResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.inmemory.MemoryLoader;
import io.github.nnc.testing.Agreement;
import io.github.nnc.testing.Json;
import io.github.nnc.testing.StrictJavac;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** State dicts that PyTorch wrote compute what PyTorch computed, bundled at build time or loaded at run time. */
class StateDictTest {

    private static final Path FOLDER = Path.of("src/test/resources/state_dict");

    private static MemoryLoader loader;

    /** A network, a weight file for it, and what PyTorch makes of one input. */
    private record Case(String network, String weights, float[] input, double[] output) {

        String packageName() {
            return weights.replaceAll("\\W", "_");
        }

        @Override
        public String toString() {
            return weights;
        }
    }

    static List<Case> cases() throws IOException {
        return Json.read(FOLDER.resolve("state_dict.json")).member("cases").elements().stream()
                .map(each -> new Case(
                        each.member("nn").text().replace(".nn", ""),
                        each.member("weights").member("file").text(),
                        floats(each.member("inputs").elements().get(0).tensor().data()),
                        each.member("outputs").elements().get(0).tensor().data()))
                .toList();
    }

    static List<Case> safetensors() throws IOException {
        return cases().stream()
                .filter(each -> each.weights().endsWith(".safetensors"))
                .toList();
    }

    /** All classes in one run of javac: one for each file, with its weights, and one for each network, without. */
    @BeforeAll
    static void compile() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        Map<String, byte[]> resources = new TreeMap<>();
        Set<String> networks = new HashSet<>();
        for (Case each : cases()) {
            networks.add(each.network());
            add(each.network(), each.packageName(), Optional.of(each.weights()), sources, resources);
        }
        for (String network : networks) {
            add(network, "bare", Optional.empty(), sources, resources);
        }
        loader = new MemoryLoader(StrictJavac.compile(sources).classes(), resources);
    }

    private static void add(
            String network,
            String packageName,
            Optional<String> weights,
            Map<String, String> sources,
            Map<String, byte[]> resources) {
        CompileResult result = Compiler.compile(new CompileRequest(
                new DiskFiles(FOLDER),
                List.of(new CompileRequest.Source(network + ".nn", packageName)),
                weights,
                weights.isPresent(),
                Optional.empty()));
        assertThat(result.diagnostics()).isEmpty();
        sources.putAll(result.sources());
        resources.putAll(result.resources());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areBundledAtBuildTime(Case each) throws Exception {
        assertAgrees(each, type(each.packageName(), each).getMethod("load").invoke(null));
    }

    @ParameterizedTest
    @MethodSource("safetensors")
    void areLoadedAtRunTime(Case each) throws Exception {
        Class<?> type = type("bare", each);
        Path file = FOLDER.resolve(each.weights());
        assertAgrees(each, type.getMethod("load", Path.class).invoke(null, file));
        assertAgrees(each, load(type, Files.readAllBytes(file)));
    }

    @Test
    void haveOneFingerprintWhateverTheirOrder() throws Exception {
        Map<String, Set<Object>> fingerprints = new HashMap<>();
        for (Case each : cases()) {
            if (each.weights().matches("(six_equal|mixed)(_sorted|_reversed|_shuffled|_compressed)?\\.\\w+")) {
                Object network =
                        type(each.packageName(), each).getMethod("load").invoke(null);
                Object fingerprint = network.getClass().getMethod("fingerprint").invoke(network);
                fingerprints
                        .computeIfAbsent(each.network(), name -> new HashSet<>())
                        .add(fingerprint);
            }
        }
        assertThat(fingerprints.keySet()).containsExactlyInAnyOrder("six_equal", "mixed");
        assertThat(fingerprints.values()).allSatisfy(same -> assertThat(same).hasSize(1));
    }

    @Test
    void areRefusedAtRunTimeWithAMessage() throws Exception {
        Case six = safetensors().get(0);
        Class<?> type = type("bare", six);
        byte[] file = Files.readAllBytes(FOLDER.resolve(six.weights()));
        for (int length = 0; length < file.length; length += 97) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> load(type, cut)).isInstanceOf(IOException.class);
        }
        byte[] infinite = file.clone();
        infinite[file.length - 1] = 0x7f;
        infinite[file.length - 2] = (byte) 0x80;
        assertThatThrownBy(() -> load(type, infinite))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("but weights must be finite floats");
        byte[] foreign = Files.readAllBytes(FOLDER.resolve("nested.safetensors"));
        assertThatThrownBy(() -> load(type, foreign))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("problems")
                .hasMessageContaining("`dense1.weight` (8x8) is missing");
    }

    private static Class<?> type(String packageName, Case each) throws ClassNotFoundException {
        StringBuilder name = new StringBuilder(packageName).append('.');
        for (String word : each.network().split("_")) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return Class.forName(name.toString(), true, loader);
    }

    private static Object load(Class<?> type, byte[] file) throws Exception {
        try {
            return type.getMethod("load", InputStream.class).invoke(null, new ByteArrayInputStream(file));
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private static void assertAgrees(Case each, Object network) throws ReflectiveOperationException {
        float[] output =
                (float[]) network.getClass().getMethod("forward", float[].class).invoke(network, (Object) each.input());
        double[] actual = new double[output.length];
        for (int i = 0; i < actual.length; i++) {
            actual[i] = output[i];
        }
        assertThat(Agreement.TENSOR.difference(actual, each.output())).isEmpty();
    }

    private static float[] floats(double[] doubles) {
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }
}
