package io.github.nnc.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class MemoryCompilerTest {

    private final MemoryCompiler compiler = MemoryCompiler.ofThisRuntime().orElseThrow();

    @Test
    void classesSeeTheirResourcesAndServeTheSharedInterface() {
        Compilation compilation = compiler.compile(Map.of("p/Doubler.java", """
                        package p;
                        public final class Doubler implements io.github.nnc.inmemory.Network {
                            public Doubler() {}
                            @Override
                            public Object[] forward(Object... inputs) {
                                float[] x = (float[]) inputs[0];
                                try (java.io.InputStream in = Doubler.class.getResourceAsStream("factor")) {
                                    return new Object[] {new float[] {x[0] * in.read()}};
                                } catch (java.io.IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            }
                        }
                        """), List.of("-Xlint:all", "-Werror"));

        assertThat(compilation.messages()).isEmpty();
        assertThat(compilation.success()).isTrue();
        assertThat(compilation.classes()).containsOnlyKeys("p.Doubler");

        MemoryLoader loader = new MemoryLoader(
                compilation.classes(),
                Map.of(
                        "p/factor",
                        new byte[] {2},
                        "META-INF/services/" + Network.class.getName(),
                        "p.Doubler".getBytes(StandardCharsets.UTF_8)));
        Network network = ServiceLoader.load(Network.class, loader).findFirst().orElseThrow();
        assertThat(network.forward(new float[] {21})).containsExactly(new float[] {42});
    }

    @Test
    void nothingOfTheCallersClassPathIsSeen() {
        Compilation compilation = compiler.compile(
                Map.of("A.java", "class A { io.github.nnc.source.Span span; org.junit.jupiter.api.Test test; }"),
                List.of());

        assertThat(compilation.success()).isFalse();
        assertThat(compilation.messages()).hasSize(2).allMatch(message -> message.contains("does not exist"));
        assertThat(compilation.classes()).isEmpty();
    }

    @Test
    void warningsAreMessages() {
        Compilation compilation = compiler.compile(
                Map.of("A.java", "class A { java.util.List raw; }"), List.of("-Xlint:all", "--release", "17"));

        assertThat(compilation.success()).isTrue();
        assertThat(compilation.messages()).singleElement().asString().contains("raw type");
    }
}
