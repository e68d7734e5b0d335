package io.github.nnc.cli;

import io.github.nnc.inmemory.Network;
import io.github.nnc.model.Model;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** A verb that runs a model on an example whose numbers may be typed on the command line. */
abstract class ExampleVerb extends Verb {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOption choice;

    @Mixin
    private WeightOptions weights;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "VALUES", description = "The numbers of one example.")
    private List<String> values = List.of();

    ExampleVerb(Shell shell) {
        super(shell);
    }

    @Override
    final boolean takesNumbers() {
        return true;
    }

    final Model model() {
        return inspection().model(choice.file(), choice.model());
    }

    final Network network(Model model) {
        return weights.network(inspection(), choice.file(), model);
    }

    final WeightOptions weights() {
        return weights;
    }

    final String file() {
        return choice.file();
    }

    final boolean hasValues() {
        return !values.isEmpty();
    }

    /** The numbers that were typed, separated by spaces or commas. */
    final float[] row() {
        List<Float> numbers = new ArrayList<>();
        for (String value : values) {
            if (value.matches("--?[A-Za-z].*") && !value.matches("-?(NaN|Infinity)")) {
                throw new UnmatchedArgumentException(spec.commandLine(), List.of(value));
            }
            for (String part : value.split(",")) {
                numbers.add(NumberFiles.parse(part, "value " + (numbers.size() + 1)));
            }
        }
        float[] row = new float[numbers.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = numbers.get(i);
        }
        return row;
    }
}
