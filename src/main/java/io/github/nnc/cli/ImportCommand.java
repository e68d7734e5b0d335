package io.github.nnc.cli;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.diagnostic.JsonRenderer;
import io.github.nnc.disk.FileWriter;
import io.github.nnc.importer.Imported;
import io.github.nnc.importer.OnnxImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nnc import FILE.onnx -o DIR}. */
@Command(
        name = "import",
        header = "Turns an ONNX file into a .nn file and its weights.",
        description = {
            "Writes DIR/NAME.nn and, where the network has weights, DIR/NAME.safetensors. Where parts of the graph"
                    + " cannot be said in layers, all of them are listed and nothing is written."
        },
        footer = {"", "Example:", "", "  nnc import digits.onnx -o src/main/nn --dim seq=1..128"})
final class ImportCommand extends Verb {

    @Mixin
    private ImportOptions options;

    @Option(names = "-o", paramLabel = "DIR", description = "Where to write; the working directory without it.")
    private String directory = ".";

    @Option(names = "--format", paramLabel = "FORMAT", description = "How problems are printed: text, or json.")
    private Format format = Format.TEXT;

    ImportCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        Diagnostics diagnostics = new Diagnostics();
        Optional<Imported> imported =
                options.request(inspection(), diagnostics).flatMap(request -> OnnxImport.of(request, diagnostics));
        if (format == Format.JSON) {
            shell().print(JsonRenderer.render(diagnostics.sorted()));
        } else {
            inspection().show(diagnostics.sorted());
        }
        if (imported.isEmpty()) {
            return Failure.INPUT;
        }
        write(imported.get());
        return 0;
    }

    private void write(Imported imported) {
        Map<String, byte[]> contents = imported.files();
        Map<Path, byte[]> written = new TreeMap<>();
        contents.forEach((name, bytes) -> written.put(shell().path(directory).resolve(name), bytes));
        try {
            FileWriter.write(written);
        } catch (IOException e) {
            throw Failure.cannotWrite(directory, e);
        }
        if (format == Format.TEXT) {
            String folder = directory.equals(".") ? "" : directory + "/";
            contents.keySet().forEach(name -> shell().print("wrote " + folder + name + "\n"));
        }
    }
}
