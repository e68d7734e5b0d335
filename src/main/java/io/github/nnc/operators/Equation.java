package io.github.nnc.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What an Einstein summation writes: {@code ij,jk->ik}. An ellipsis becomes a label for each dimension that it stands for,
 * counted from the last one, so that operands of different ranks stretch as in NumPy.
 *
 * @param inputs the labels of the dimensions of each operand
 * @param output the labels of the dimensions of the result
 */
record Equation(List<List<String>> inputs, List<String> output) {

    private static final String ELLIPSIS = "...";

    Equation {
        inputs = List.copyOf(inputs);
        output = List.copyOf(output);
    }

    /** Reads an equation; without an arrow the result has the dimensions of the ellipsis, then the letters that stand once. */
    static Equation parse(String text, List<Integer> ranks) {
        String plain = text.replace(" ", "");
        int arrow = plain.indexOf("->");
        List<String> terms = List.of((arrow < 0 ? plain : plain.substring(0, arrow)).split(",", -1));
        if (terms.size() != ranks.size()) {
            throw new Unsupported(
                    "`equation` \"" + text + "\" is about " + terms.size() + " inputs, but there are " + ranks.size());
        }
        List<List<String>> inputs = new ArrayList<>();
        int hidden = 0;
        for (int i = 0; i < terms.size(); i++) {
            String term = terms.get(i);
            int rank = ranks.get(i);
            boolean open = term.contains(ELLIPSIS);
            int more = rank - (open ? term.length() - ELLIPSIS.length() : term.length());
            if (more < 0 || !open && more > 0) {
                throw new Unsupported(
                        "`equation` \"" + text + "\" does not fit the " + rank + " dimensions of input " + (i + 1));
            }
            hidden = open ? Math.max(hidden, more) : hidden;
            inputs.add(labels(text, term, more));
        }
        if (arrow < 0) {
            return new Equation(inputs, implied(inputs, hidden));
        }
        List<String> output = labels(text, plain.substring(arrow + 2), hidden);
        for (String label : output) {
            boolean known = label.startsWith(".") || inputs.stream().anyMatch(labels -> labels.contains(label));
            if (!known || output.indexOf(label) != output.lastIndexOf(label)) {
                throw new Unsupported("`equation` \"" + text + "\" has `" + label + "` behind the arrow "
                        + (known ? "twice" : "only"));
            }
        }
        return new Equation(inputs, output);
    }

    private static List<String> labels(String text, String term, int hidden) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < term.length(); i++) {
            char letter = term.charAt(i);
            if (term.startsWith(ELLIPSIS, i)) {
                labels.addAll(hidden(hidden));
                i += ELLIPSIS.length() - 1;
            } else if (letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z') {
                labels.add(String.valueOf(letter));
            } else {
                throw new Unsupported("`equation` \"" + text + "\" has `" + letter + "`");
            }
        }
        return labels;
    }

    private static List<String> hidden(int count) {
        List<String> labels = new ArrayList<>();
        for (int fromEnd = count; fromEnd > 0; fromEnd--) {
            labels.add("." + fromEnd);
        }
        return labels;
    }

    private static List<String> implied(List<List<String>> inputs, int hidden) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        inputs.forEach(labels -> labels.forEach(label -> counts.merge(label, 1, Integer::sum)));
        List<String> output = new ArrayList<>(hidden(hidden));
        counts.forEach((label, count) -> {
            if (count == 1 && !label.startsWith(".")) {
                output.add(label);
            }
        });
        return output;
    }
}
