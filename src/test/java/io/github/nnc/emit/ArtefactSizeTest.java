package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.CompileRequest;
import io.github.nnc.compiler.CompileResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.inmemory.Compilation;
import io.github.nnc.inmemory.MemoryCompiler;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the smallest network adds to an application: its class files, without and with what debuggers want. */
class ArtefactSizeTest {

    /** Most of it reads weight files, which every class can, and says what is wrong with them. */
    @ParameterizedTest
    @CsvSource({"-g:source|lines, 32300, 10500", "-g, 38400, 12400"})
    void staysSmall(String debug, int most, int mostOfTheNetwork) {
        CompileResult result = Compiler.compile(new CompileRequest(
                new DiskFiles(Path.of("samples")),
                List.of(new CompileRequest.Source("cat_dog.nn", "com.example")),
                Optional.empty(),
                true,
                Optional.empty()));
        Compilation compilation = MemoryCompiler.ofThisRuntime()
                .orElseThrow()
                .compile(result.sources(), List.of("--release", "17", debug.replace('|', ',')));
        assertThat(compilation.messages()).isEmpty();
        assertThat(result.resources()).isEmpty();
        int all = 0;
        int network = 0;
        for (String name : compilation.classes().keySet()) {
            int size = compilation.classes().get(name).length;
            all += size;
            network += name.contains("Weight") || name.contains("Tensor") ? 0 : size;
        }
        System.out.println("cat_dog with javac " + debug + ": " + all + " bytes of class files, " + network
                + " without what reads weights");
        assertThat(all).isLessThanOrEqualTo(most);
        assertThat(network).isLessThanOrEqualTo(mostOfTheNetwork);
    }
}
