package io.github.nnc.cli;

import io.github.nnc.compiler.CompileRequest;
import io.github.nnc.compiler.CompileResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.JsonRenderer;
import io.github.nnc.disk.FileWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nnc compile FILE… -d DIR -p PACKAGE}. */
@Command(
        name = "compile",
        header = "Writes the Java classes of models.",
        description = {
            "Writes one Java source a model, and what belongs beside it, below DIR. Where a file has an error, nothing"
                    + " is written."
        },
        footer = {"", "Example:", "", "  nnc compile cat_dog.nn -d target/generated -p com.example"})
final class CompileCommand extends Verb {

    private static final String NEEDS_MODULE = ", which needs --add-modules jdk.incubator.vector";

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The .nn files.")
    private List<String> files;

    @Option(names = "-d", required = true, paramLabel = "DIR", description = "Where to write; packages become folders.")
    private String directory;

    @Option(
            names = "-p",
            paramLabel = "PACKAGE",
            description = "The Java package of the classes; without it the unnamed one.")
    private String packageName = "";

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "A .safetensors or .npz file instead of the one the model names.")
    private String weights;

    @Option(
            names = "--vector",
            description = "Writes companion classes with kernels on the Vector API as well. They need"
                    + " `--add-modules jdk.incubator.vector`, of javac and of java; without it java runs the plain"
                    + " kernels.")
    private boolean vector;

    @Option(
            names = "--parallel",
            description =
                    "Adds a form of `forward` that spreads the large steps of a single pass over the threads of an"
                            + " executor.")
    private boolean parallel;

    @Option(names = "--format", paramLabel = "FORMAT", description = "How problems are printed: text, or json.")
    private Format format = Format.TEXT;

    CompileCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        if (!packageName.isEmpty() && !SourceVersion.isName(packageName, SourceVersion.RELEASE_17)) {
            throw Failure.usage("`" + packageName + "` is not the name of a Java package");
        }
        CompileResult result = Compiler.compile(new CompileRequest(
                        inspection().files(),
                        files.stream()
                                .map(file ->
                                        new CompileRequest.Source(inspection().treePath(file), packageName))
                                .toList(),
                        Optional.ofNullable(weights).map(inspection()::treePath),
                        true,
                        Optional.empty())
                .withVectors(vector)
                .withParallel(parallel));
        if (format == Format.JSON) {
            shell().print(JsonRenderer.render(result.diagnostics()));
        } else {
            inspection().show(result.diagnostics());
        }
        if (result.hasErrors()) {
            return Failure.INPUT;
        }
        write(result);
        return 0;
    }

    private void write(CompileResult result) {
        Map<String, byte[]> contents = new TreeMap<>(result.resources());
        result.sources().forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
        result.vectorSources().forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
        Map<Path, byte[]> written = new TreeMap<>();
        contents.forEach((path, bytes) -> written.put(shell().path(directory).resolve(path), bytes));
        try {
            FileWriter.write(written);
        } catch (IOException e) {
            throw Failure.cannotWrite(directory, e);
        }
        if (format == Format.TEXT) {
            contents.keySet()
                    .forEach(path -> shell().print("wrote " + directory + "/" + path
                            + (result.vectorSources().containsKey(path) ? NEEDS_MODULE : "") + "\n"));
        }
    }
}
