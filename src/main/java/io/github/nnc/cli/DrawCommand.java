package io.github.nnc.cli;

import io.github.nnc.disk.FileWriter;
import io.github.nnc.model.Model;
import io.github.nnc.report.Drawing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nnc draw FILE [-o net.svg]}. */
@Command(
        name = "draw",
        header = "Draws a network, as text or as SVG.",
        description = {
            "Small layers are drawn neuron by neuron with every connection, coloured by its weight where there are weights;"
                    + " others as boxes with shapes and parameters."
        },
        footer = {"", "Example:", "", "  nnc draw cat_dog.nn -o cat_dog.svg"})
final class DrawCommand extends Verb {

    @Mixin
    private ModelOption choice;

    @Mixin
    private WeightOptions weights;

    @Option(names = "-o", paramLabel = "FILE", description = "An .svg file to write; without it text is printed.")
    private String output;

    DrawCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        if (output != null && !output.endsWith(".svg")) {
            throw Failure.usage("`-o " + output + "`: pictures are written as .svg");
        }
        Model model = inspection().model(choice.file(), choice.model());
        Map<String, float[]> values =
                weights.given(model) ? weights.values(inspection(), choice.file(), model) : Map.of();
        if (output == null) {
            shell().print(Drawing.text(model, values, coloured()));
            return 0;
        }
        try {
            FileWriter.write(shell().path(output), Drawing.svg(model, values).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw Failure.cannotWrite(output, e);
        }
        shell().print("wrote " + output + "\n");
        return 0;
    }
}
