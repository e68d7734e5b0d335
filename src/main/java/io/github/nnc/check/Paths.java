package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.diagnostic.NearNames;
import io.github.nnc.syntax.Identifier;
import io.github.nnc.syntax.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the values that paths name, {@code a}, {@code enc.3.skip}, {@code enc.*.skip}. */
final class Paths {

    private static final String ALL = "*";

    private final Report report;
    private final Frame frame;

    Paths(Report report, Frame frame) {
        this.report = report;
        this.frame = frame;
    }

    /** What a path names; reports it where it names nothing. */
    Optional<Datum.Labelled> resolve(Item.Path path) {
        return resolve(path, path.parts().size());
    }

    /** What the first parts of a path name. */
    Optional<Datum.Labelled> resolve(Item.Path path, int length) {
        List<String> parts = path.parts().subList(0, length);
        Optional<List<Result>> found = first(path, parts.get(0));
        boolean several = false;
        for (int at = 1; at < parts.size() && found.isPresent(); at++) {
            several |= parts.get(at).equals(ALL);
            found = step(path, found.get(), parts, at);
        }
        boolean isSeveral = several;
        return found.map(results -> labelled(String.join(".", parts), results, isSeveral));
    }

    static Datum.Labelled labelled(String path, List<Result> results, boolean several) {
        return new Datum.Labelled(path, results, several);
    }

    private Optional<List<Result>> first(Item.Path path, String name) {
        Datum bound = frame.bindings().get(name);
        if (bound instanceof Datum.Labelled labelled) {
            return Optional.of(labelled.results());
        }
        if (bound == Datum.Unknown.UNKNOWN) {
            return Optional.empty();
        }
        Optional<Result> result = frame.labels().lookup(name);
        if (result.isEmpty()) {
            report.add(frame, unknown(path, name));
        }
        return result.map(List::of);
    }

    private Optional<List<Result>> step(Item.Path path, List<Result> from, List<String> parts, int at) {
        String part = parts.get(at);
        String before = String.join(".", parts.subList(0, at));
        List<Result> reached = new ArrayList<>();
        for (Result result : from) {
            if (result.flow().isPresent()
                    && result.flow().get() == Flow.Absent.UNKNOWN
                    && result.members().isEmpty()
                    && result.repetitions().isEmpty()) {
                return Optional.empty();
            }
            if (part.equals(ALL)) {
                reached.addAll(result.repetitions());
                if (result.repetitions().isEmpty()) {
                    return rejected(path, Code.REPETITION, "`" + before + "` is not repeated");
                }
            } else if (Character.isDigit(part.charAt(0))) {
                int number = number(part);
                if (number >= result.repetitions().size()) {
                    return rejected(path, Code.REPETITION, noRepetition(before, part, result));
                }
                reached.add(result.repetitions().get(number));
            } else {
                Optional<Result> member = result.member(part);
                if (member.isEmpty()) {
                    return missingMember(path, before, part, result);
                }
                reached.add(member.get());
            }
        }
        return Optional.of(reached);
    }

    private static int number(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static String noRepetition(String before, String part, Result result) {
        int count = result.repetitions().size();
        return count == 0
                ? "`" + before + "` is not repeated"
                : "`" + before + "` has no repetition " + part + ", only 0 to " + (count - 1);
    }

    private Optional<List<Result>> missingMember(Item.Path path, String before, String part, Result result) {
        boolean inRepetitions =
                result.repetitions().stream().anyMatch(r -> r.member(part).isPresent());
        if (inRepetitions) {
            String end = "." + part;
            report.add(
                    frame,
                    Diagnostic.of(
                                    Code.REPETITION,
                                    path.span(),
                                    "`" + before + "` is repeated, and each repetition has a value `" + part + "`")
                            .withHelp("write `" + before + "."
                                    + (result.repetitions().size() - 1) + end + "` for the last one, or `" + before
                                    + ".*" + end + "` for all of them"));
            return Optional.empty();
        }
        List<String> members = result.memberNames();
        Diagnostic unknown =
                Diagnostic.of(Code.UNKNOWN_LABEL, path.span(), "there is no label `" + part + "` in `" + before + "`");
        Diagnostic listed = result.outputs().isEmpty()
                ? unknown
                : unknown.withNote(
                        "beside its value it has `" + before + "." + String.join("`, `" + before + ".", members) + "`");
        report.add(
                frame,
                NearNames.closest(part, members)
                        .map(near -> unknown.withHelp("did you mean `" + before + "." + near + "`?"))
                        .orElse(listed));
        return Optional.empty();
    }

    private Optional<List<Result>> rejected(Item.Path path, Code code, String message) {
        report.add(frame, Diagnostic.of(code, path.span(), message));
        return Optional.empty();
    }

    /** Why a word is no label here: it comes later, or it was never defined. */
    Diagnostic unknown(Item.Path path, String name) {
        Optional<Identifier> later = LabelSearch.find(frame.labels(), name);
        if (later.isPresent()) {
            return Diagnostic.of(
                    Code.LABEL_LATER,
                    path.span(),
                    "the label `" + name + "` is used before its statement, which is at "
                            + Report.line(later.get().span(), path.span().file()));
        }
        Diagnostic unknown = Diagnostic.of(Code.UNKNOWN_LABEL, path.span(), "no value has the label `" + name + "`");
        return NearNames.closest(name, frame.labels().visible())
                .map(near -> unknown.withHelp(
                        "did you mean `" + near + "`?",
                        new Edit(
                                path.span()
                                        .file()
                                        .span(path.span().start(), path.span().start() + name.length()),
                                near)))
                .orElse(unknown);
    }
}
