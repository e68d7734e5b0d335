package io.github.nnc.cli;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.disk.FileWriter;
import io.github.nnc.model.Model;
import io.github.nnc.onnx.OnnxExport;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nnc export FILE -o OUT}. */
@Command(
        name = "export",
        header = "Writes a network as an ONNX file.",
        description = {
            "Writes the network with its weights for ONNX Runtime, Netron and other programs. Every value has the"
                    + " batch in front, an image is N x C x H x W; lengths that vary keep their names. What layers"
                    + " carry from call to call becomes inputs and outputs."
        },
        footer = {"", "Example:", "", "  nnc export digits.nn -o digits.onnx"})
final class ExportCommand extends Verb {

    @Mixin
    private ModelOption choice;

    @Option(names = "-o", required = true, paramLabel = "OUT", description = "The .onnx file to write.")
    private String output;

    @Mixin
    private WeightOptions weights;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "How many examples a call takes; without it each call decides.")
    private Long batch;

    ExportCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        if (batch != null && batch < 1) {
            throw Failure.usage("`--batch` takes a whole number from 1 on");
        }
        Model model = inspection().model(choice.file(), choice.model());
        OptionalLong examples = batch == null ? OptionalLong.empty() : OptionalLong.of(batch);
        Diagnostics diagnostics = new Diagnostics();
        // before the weights are in memory
        OnnxExport.allows(model, examples, diagnostics);
        inspection().show(diagnostics.sorted());
        Map<String, float[]> values = weights.values(inspection(), choice.file(), model);
        write(OnnxExport.of(model, values, examples, diagnostics).orElseThrow());
        return 0;
    }

    private void write(byte[] file) {
        try {
            FileWriter.write(shell().path(output), file);
        } catch (IOException e) {
            throw Failure.cannotWrite(output, e);
        }
        shell().print("wrote " + output + "\n");
    }
}
