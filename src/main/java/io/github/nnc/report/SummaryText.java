package io.github.nnc.report;

import io.github.nnc.compiler.CallCost;
import io.github.nnc.model.Model;
import io.github.nnc.model.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;

/** The table that Keras users know, and below it the counts in full. */
public final class SummaryText {

    /** Up to here every stage has its row, beyond it repeated structure is shown once. */
    private static final int PLAIN = 16;

    /** A sum of more terms than these is nothing that anybody reads. */
    private static final int TERMS = 6;

    private final Summary summary;
    private final Table table = new Table("layer", "statement", "input", "output", "parameters");

    private SummaryText(Summary summary) {
        this.summary = summary;
    }

    public static String of(Model model, CallCost cost) {
        return new SummaryText(new Summary(model, cost)).text();
    }

    private String text() {
        Model model = summary.model();
        model.inputs().forEach(input -> {
            String name = input.name().isEmpty() ? "input" : input.name();
            table.row(name, "input", "", type(input.value()), "");
        });
        rows(Fold.of(summary.stages(), PLAIN), "");
        return "model " + model.name() + "\n\n" + table.text() + "\n" + counts() + costs();
    }

    private void rows(List<Fold> folds, String indentation) {
        for (Fold fold : folds) {
            if (fold instanceof Fold.Repeat repeat) {
                repeat(repeat, indentation);
            } else {
                row(summary.stages().get(fold.first()), indentation);
            }
        }
    }

    private void row(Stage stage, String indentation) {
        String parameters = stage.shared() && stage.learned().isEmpty()
                ? "shared"
                : stage.parameters().signum() == 0 ? "" : Numbers.grouped(stage.parameters());
        table.row(
                indentation + stage.name(),
                stage.statement(),
                stage.inputs().stream().map(SummaryText::type).collect(Collectors.joining(", ")),
                stage.outputs().stream().map(SummaryText::type).collect(Collectors.joining(", ")),
                parameters);
    }

    private void repeat(Fold.Repeat repeat, String indentation) {
        BigInteger each = BigInteger.ZERO;
        for (int i = 0; i < repeat.period(); i++) {
            each = each.add(summary.stages().get(repeat.first() + i).parameters());
        }
        BigInteger count = BigInteger.valueOf(repeat.count());
        Stage last = summary.stages().get(repeat.first() + repeat.length() - 1);
        String total = each.signum() == 0
                ? ""
                : ": " + repeat.count() + " x " + Numbers.grouped(each) + " = " + Numbers.grouped(each.multiply(count))
                        + " parameters";
        table.row(indentation + repeat.count() + " times, up to " + last.name() + total);
        rows(repeat.unit(), indentation + "| ");
    }

    private String counts() {
        BigInteger parameters = summary.model().parameters();
        return sum(summary.weights(), "weight", "weights") + ", "
                + sum(summary.biases(), "bias", "biases") + ", "
                + Numbers.counted(parameters, "parameter", "parameters")
                + Numbers.inWords(parameters) + depth() + "\n" + buffers();
    }

    private String depth() {
        BigInteger layers = BigInteger.valueOf(summary.layersWithWeights());
        return layers.signum() == 0 ? "" : " in " + Numbers.counted(layers, "layer", "layers");
    }

    private String buffers() {
        BigInteger buffers = summary.model().buffers();
        return buffers.signum() == 0
                ? ""
                : Numbers.counted(buffers, "number", "numbers") + " in buffers, which are stored but not learned\n";
    }

    private static String sum(List<BigInteger> terms, String one, String many) {
        BigInteger sum = terms.stream().reduce(BigInteger.ZERO, BigInteger::add);
        String total = Numbers.counted(sum, one, many);
        return terms.size() < 2 || terms.size() > TERMS
                ? total
                : terms.stream().map(Numbers::grouped).collect(Collectors.joining(" + ")) + " = " + total;
    }

    private String costs() {
        BigInteger multiplyAdds = summary.multiplyAdds();
        return Numbers.counted(multiplyAdds, "multiply-add", "multiply-adds") + Numbers.inWords(multiplyAdds)
                + " for one example\n"
                + "memory: " + Numbers.bytes(summary.weightBytes())
                + (summary.model().buffers().signum() == 0 ? " of parameters, " : " of parameters and buffers, ")
                + Numbers.bytes(summary.valueBytes()) + " of values at a time"
                + (summary.stateBytes().signum() == 0
                        ? "\n"
                        : ", " + Numbers.bytes(summary.stateBytes()) + " from call to call\n")
                + lengths();
    }

    private String lengths() {
        String varying = summary.model().inputs().stream()
                .flatMap(input -> input.value().type().shape().extents().stream())
                .filter(extent -> !extent.isFixed())
                .distinct()
                .map(extent -> extent.toString().contains("..") ? extent.toString() : extent + " = " + extent.max())
                .collect(Collectors.joining(", "));
        return varying.isEmpty() ? "" : "lengths vary; these figures are for the longest, " + varying + "\n";
    }

    private static String type(Value value) {
        return value.type().toString();
    }
}
