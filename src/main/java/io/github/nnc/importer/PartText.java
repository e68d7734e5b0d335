package io.github.nnc.importer;

import java.util.List;
import java.util.stream.Collectors;

/** Pieces of a chain as text. */
record PartText(Naming naming, List<Block> blocks, StatementText statements, LabelsText labels) {

    static final String INDENT = "  ";

    /** A body of one statement stands on one line up to here. */
    private static final int WIDTH = 80;

    /** Where lines end that can be broken. */
    private static final int MARGIN = 100;

    /** A chain, a statement on each line, so many steps from the margin. */
    String chain(List<Part> parts, int depth) {
        return parts.stream().map(part -> line(from(part), part, depth)).collect(Collectors.joining());
    }

    /** A chain that begins with what arrives, whatever its first part continues from. */
    String arriving(List<Part> parts) {
        return line("", parts.get(0), 1) + chain(parts.subList(1, parts.size()), 1);
    }

    private String line(String from, Part part, int depth) {
        String indent = INDENT.repeat(depth);
        String text = text(part, depth) + ";\n";
        boolean fits = indent.length() + from.length() + text.indexOf('\n') <= MARGIN;
        String names = labels.after(part.result())
                .map(statement -> indent + statement + ";\n")
                .orElse("");
        return indent + (fits ? from : from.stripTrailing() + "\n" + indent) + text + names;
    }

    private String from(Part part) {
        return part.from()
                .map(value -> "from " + statements.reference(value) + "; ")
                .orElse("");
    }

    private String text(Part part, int depth) {
        if (part instanceof Part.Single single) {
            return labelled(naming.label(single.item())) + statements.of(single.item());
        }
        if (part instanceof Part.Branches joined) {
            return joined.isResidual() ? residual(joined, depth) : branches(joined, depth);
        }
        String label = labelled(naming.label(part));
        if (part instanceof Part.Call call) {
            return label + naming.block(call.block()) + blocks.get(call.block()).arguments(call);
        }
        Part.Repeat repeat = (Part.Repeat) part;
        int count = repeat.iterations().size();
        return body(label + "repeat " + count, repeat.iterations().get(0), depth);
    }

    private static String labelled(String label) {
        return label.isEmpty() ? "" : label + ": ";
    }

    private String branches(Part.Branches joined, int depth) {
        String indent = INDENT.repeat(depth);
        StringBuilder text = new StringBuilder(labelled(naming.label(joined.join())));
        text.append(statements.branching(joined.join())).append(" <\n");
        for (int i = 0; i < joined.branches().size(); i++) {
            String branch = chain(joined.branches().get(i), depth + 1);
            text.append(i == 0 ? branch : indent + "|" + (branch.isEmpty() ? "" : " ") + branch.stripLeading())
                    .append(branch.isEmpty() && i > 0 ? "\n" : "");
        }
        return text.append(indent).append('>').toString();
    }

    /** It takes no activation as a word, and its label would name what is before it. */
    private String residual(Part.Branches joined, int depth) {
        Item join = joined.join();
        String label = labelled(naming.label(join));
        int words = join.calls().size() - 1;
        StringBuilder text = new StringBuilder(
                body((words == 0 ? label : "") + "residual", joined.branches().get(1), depth));
        for (int i = 1; i <= words; i++) {
            text.append(";\n").append(INDENT.repeat(depth)).append(i == words ? label : "");
            text.append(join.calls().get(i).type().name());
        }
        return text.toString();
    }

    /** A statement with one branch. */
    private String body(String head, List<Part> parts, int depth) {
        if (parts.size() == 1 && labels.after(parts.get(0).result()).isEmpty()) {
            String line = head + " < " + from(parts.get(0)) + text(parts.get(0), depth) + " >";
            if (line.indexOf('\n') < 0 && INDENT.length() * depth + line.length() < WIDTH) {
                return line;
            }
        }
        return head + " <\n" + chain(parts, depth + 1) + INDENT.repeat(depth) + ">";
    }
}
