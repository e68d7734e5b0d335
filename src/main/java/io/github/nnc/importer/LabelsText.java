package io.github.nnc.importer;

import io.github.nnc.network.Network;
import io.github.nnc.network.Value;
import io.github.nnc.tensor.Extent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The statements that name the entries of outputs. */
final class LabelsText {

    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

    private final Map<Value, String> statements = new HashMap<>();

    /** @param outputs those that may be named where the text stands */
    LabelsText(List<Network.Output> outputs) {
        outputs.stream()
                .filter(LabelsText::areLabels)
                .forEach(output -> statements.putIfAbsent(output.value(), statement(output.labels())));
    }

    /** The statement that follows the one that makes a value; empty where its entries have no names. */
    Optional<String> after(Value value) {
        return Optional.ofNullable(statements.get(value));
    }

    /** The file says them beside the graph, where nothing keeps them true of it. */
    private static boolean areLabels(Network.Output output) {
        List<String> labels = output.labels();
        int rank = output.value().shape().rank();
        return rank > 0
                && !labels.isEmpty()
                && output.value().shape().extent(rank - 1).equals(Extent.of(labels.size()))
                && labels.stream().noneMatch(String::isBlank)
                && new HashSet<>(labels).size() == labels.size();
    }

    private static String statement(List<String> labels) {
        String written = isCounting(labels)
                ? labels.get(0) + ".." + labels.get(labels.size() - 1)
                : labels.stream().map(LabelsText::item).collect(Collectors.joining(", "));
        return "labels " + written;
    }

    private static boolean isCounting(List<String> labels) {
        if (labels.size() < 2 || !NUMBER.matcher(labels.get(0)).matches()) {
            return false;
        }
        int first = Integer.parseInt(labels.get(0));
        return IntStream.range(0, labels.size()).allMatch(i -> labels.get(i).equals(Long.toString((long) first + i)));
    }

    private static String item(String label) {
        return WORD.matcher(label).matches()
                ? label
                : '"' + label.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
