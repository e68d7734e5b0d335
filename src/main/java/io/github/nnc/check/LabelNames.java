package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads lists of labels, whose entries must differ and must not be empty. */
final class LabelNames {

    private static final int MOST = 1_000_000;

    private LabelNames() {}

    /** The lines of a file, if they can be labels. */
    static Optional<List<String>> distinct(Step step, List<String> names, Span place) {
        Set<String> unique = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty() || !unique.add(name)) {
                String line = "line " + (names.indexOf(name) + 1);
                step.reject(
                        Code.BAD_LABELS,
                        place,
                        name.isEmpty()
                                ? line + " of the file is empty, but each line is a label"
                                : "the label `" + name + "` stands in the file twice");
                return Optional.empty();
            }
        }
        return Optional.of(names);
    }

    /** Labels as they are written in the statement. */
    static Optional<List<String>> written(Step step, List<Item> items) {
        List<String> names = new ArrayList<>();
        Set<String> unique = new HashSet<>();
        boolean valid = true;
        for (Item item : items) {
            List<String> more = label(step, item);
            valid &= !more.isEmpty();
            for (String name : more) {
                if (!unique.add(name)) {
                    step.reject(Code.BAD_LABELS, item.span(), "the label `" + name + "` is given twice");
                    valid = false;
                } else if (name.isBlank()) {
                    step.reject(Code.BAD_LABELS, item.span(), "a label must not be empty");
                    valid = false;
                }
                names.add(name);
            }
        }
        return valid ? Optional.of(names) : Optional.empty();
    }

    private static List<String> label(Step step, Item item) {
        if (item instanceof Item.Path path && path.isWord()) {
            return path.parts();
        }
        if (item instanceof Item.Text text) {
            return List.of(text.value());
        }
        if (item instanceof Item.Range || item instanceof Item.Expression) {
            return range(step, item);
        }
        if (item instanceof Item.Number number && number.integer()) {
            return List.of(number.value().toPlainString());
        }
        step.reject(
                Code.WRONG_KIND,
                item.span(),
                "a label is a word, a text in double quotes, or a range, but this is `"
                        + item.span().quoted() + "`");
        return List.of();
    }

    private static List<String> range(Step step, Item item) {
        Datum datum = step.evaluator().item(item);
        if (datum == Datum.Unknown.UNKNOWN) {
            return List.of();
        }
        if (!(datum instanceof Datum.Range range)) {
            step.reject(Code.WRONG_KIND, item.span(), "labels are words, texts or a range, but this is " + datum);
            return List.of();
        }
        if (range.to() - range.from() >= MOST) {
            step.reject(Code.BAD_LABELS, item.span(), "a list of labels has at most 1,000,000 entries");
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (long name = range.from(); name <= range.to(); name++) {
            names.add(Long.toString(name));
        }
        return names;
    }
}
