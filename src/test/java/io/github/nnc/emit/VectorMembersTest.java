package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.CompileRequest;
import io.github.nnc.compiler.CompileResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.inmemory.MemoryLoader;
import io.github.nnc.testing.FilesInMemory;
import io.github.nnc.testing.StrictJavac;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller sees of the vector target; whether results are right is the matter of other tests. */
class VectorMembersTest {

    private static final String LARGE = "model m < input 64; dense 48 relu; dense 16 >";

    @AfterEach
    void forgetTheWish() {
        System.clearProperty("nnc.vector");
    }

    /** The same calls compile for any network. */
    @Test
    void aNetworkWithoutACompanionIsPlain() throws ReflectiveOperationException {
        System.setProperty("nnc.vector", "always");
        CompileResult result = compile("model m < input 3; dense 4 relu; dense 2 >");
        assertThat(result.vectorSources()).isEmpty();
        Class<?> type = load(result, Target.PLAIN);
        assertThat(target(type)).isEqualTo("plain");
        assertThat(warmUp(type)).isFalse();
        assertThat(result.sources().get("M.java")).doesNotContain("VectorSwitch");
    }

    @Test
    void thePlainTargetKnowsNothingOfVectors() {
        CompileResult result = Compiler.compile(request(LARGE));
        assertThat(result.vectorSources()).isEmpty();
        assertThat(result.sources().get("M.java")).doesNotContain("target()", "warmUp()", "Vector");
    }

    @Test
    void thePropertyDecidesWhenTheClassIsLoaded() throws ReflectiveOperationException {
        System.setProperty("nnc.vector", "always");
        Class<?> always = load(compile(LARGE), Target.VECTOR);
        assertThat(target(always)).isEqualTo("vector");
        assertThat(warmUp(always)).isTrue();
        System.setProperty("nnc.vector", "never");
        Class<?> never = load(compile(LARGE), Target.VECTOR);
        assertThat(target(never)).isEqualTo("plain");
        assertThat(warmUp(never)).isFalse();
        assertThat(target(always)).isEqualTo("vector");
    }

    /** Whatever the inputs and outputs are, both kinds of kernels run on zeros. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                LARGE,
                "model m < input 1x12x12; conv 16 3 relu; maxpool 2; flatten; dense 10 softmax; argmax >",
                "model m < input ..40 tokens=27; embedding 32; attention 4 causal carry; dense 27 >",
                "model m < input (5..9 x 16); dense 32 >",
                "model m < input (30..90 x 16); attention 2; dense 8 >",
                "model m < input tokens=50; embedding 32; dense 16 tanh >",
                "model m < a: input 32; m: dense 16; b: input 32; dense 16; add m; p: dense 8; q: dense 4; output p, q"
                        + " >"
            })
    void measuresItselfOnZeros(String text) throws ReflectiveOperationException {
        System.setProperty("nnc.vector", "never");
        Class<?> type = load(compile(text), Target.VECTOR);
        Method passes = type.getDeclaredMethod("passes", boolean.class, int.class);
        passes.setAccessible(true);
        Object network = network(type);
        for (boolean vector : List.of(false, true)) {
            assertThat((long) passes.invoke(network, vector, 2)).isPositive();
        }
    }

    private static CompileRequest request(String text) {
        return new CompileRequest(
                FilesInMemory.ofTexts(Map.of("m.nn", text)),
                List.of(new CompileRequest.Source("m.nn", "")),
                Optional.empty(),
                false,
                Optional.empty());
    }

    private static CompileResult compile(String text) {
        CompileResult result = Compiler.compile(request(text).withVectors(true));
        assertThat(result.diagnostics()).isEmpty();
        return result;
    }

    private static Class<?> load(CompileResult result, Target target) throws ReflectiveOperationException {
        SortedMap<String, String> sources = new TreeMap<>(result.sources());
        sources.putAll(result.vectorSources());
        Map<String, byte[]> classes = StrictJavac.compile(sources, target).classes();
        return Class.forName("M", true, new MemoryLoader(classes, Map.of()));
    }

    private static Object target(Class<?> type) throws ReflectiveOperationException {
        return type.getMethod("target").invoke(null);
    }

    private static boolean warmUp(Class<?> type) throws ReflectiveOperationException {
        return (boolean) type.getMethod("warmUp").invoke(network(type));
    }

    private static Object network(Class<?> type) throws ReflectiveOperationException {
        return type.getMethod("random", long.class).invoke(null, 7L);
    }
}
