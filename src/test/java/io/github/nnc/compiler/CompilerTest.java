package io.github.nnc.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.testing.FilesInMemory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From requests to files. */
class CompilerTest {

    private static CompileResult compile(Map<String, String> texts) {
        List<CompileRequest.Source> sources = texts.keySet().stream()
                .filter(path -> path.endsWith(".nn"))
                .sorted()
                .map(path -> new CompileRequest.Source(path, "com.example"))
                .toList();
        return Compiler.compile(
                new CompileRequest(FilesInMemory.ofTexts(texts), sources, Optional.empty(), true, Optional.empty()));
    }

    @Test
    void makesAClassOfEachModelWithItsWeights() {
        CompileRequest request = new CompileRequest(
                new DiskFiles(Path.of("samples")),
                List.of(new CompileRequest.Source("cat_dog.nn", "com.example")),
                Optional.empty(),
                true,
                Optional.empty());
        CompileResult result = Compiler.compile(request);
        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.sources()).containsOnlyKeys("com/example/CatDog.java");
        assertThat(result.filesRead()).containsExactly("cat_dog.nn", "cat_dog.safetensors");
    }

    @Test
    void refusesWhatIsTooLargeButCountsIt() {
        String text = "model big < input 100000; dense 100000 >";
        CheckResult checked = Compiler.check(FilesInMemory.ofTexts(Map.of("big.nn", text)), "big.nn");
        assertThat(checked.models().get(0).parameters()).isEqualTo(10_000_100_000L);
        assertThat(compile(Map.of("big.nn", text)).diagnostics().stream().map(Diagnostic::message))
                .containsExactly("the tensor `dense1.weight` is too large to compile:"
                        + " 100000x100000 has 10,000,000,000 numbers");
    }

    @Test
    void refusesTwoModelsOfTheSameClass() {
        CompileResult result = compile(Map.of(
                "a.nn", "model one < input 2; dense 1 >",
                "b.nn", "model One < input 2; dense 1 >"));
        assertThat(result.diagnostics().stream().map(d -> d.code().id())).containsExactly("NN502");
        assertThat(result.sources()).isEmpty();
    }

    @Test
    void makesNothingOfAFileOfBlocks() {
        CompileResult result = compile(Map.of("a.nn", "block one < dense 1 >"));
        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.sources()).isEmpty();
    }

    @Test
    void saysWhatItLookedFor() {
        CheckResult result = Compiler.check(FilesInMemory.ofTexts(Map.of()), "absent.nn");
        assertThat(result.diagnostics().stream().map(Diagnostic::message))
                .containsExactly("there is no file `absent.nn`");
        assertThat(result.filesRead()).containsExactly("absent.nn");
    }
}
