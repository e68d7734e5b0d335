package io.github.nnc.parser;

import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.Token;

/**
 * The problems of one file until all are known. Of those between two delimiters only the first is reported: the
 * others are mostly its consequences.
 */
final class Problems {

    /** Nobody reads more, and hostile text has one at every character. */
    private static final int MOST = 100;

    /** Far more than are reported, because most of them are dropped as consequences. */
    private static final int MOST_KEPT = 10_000;

    private final List<Diagnostic> inStatements = new ArrayList<>();
    private final List<Diagnostic> ofStructure = new ArrayList<>();
    private final TreeSet<Integer> starts = new TreeSet<>();

    /** A problem inside a statement or the head of a declaration. */
    void add(Diagnostic problem) {
        if (inStatements.size() < MOST_KEPT) {
            inStatements.add(problem);
        }
        starts.add(problem.span().start());
    }

    /** A problem that concerns the file or its brackets, and is no consequence of another one. */
    void addOfStructure(Diagnostic problem) {
        ofStructure.add(problem);
        starts.add(problem.span().start());
    }

    /** How many places with problems there are. */
    int places() {
        return starts.size();
    }

    /** How many of them begin between two offsets, both included. */
    int places(int start, int end) {
        return starts.subSet(start, true, end, true).size();
    }

    /** Whether a problem of brackets or of the file begins between two offsets, both included. */
    boolean touchesStructure(int start, int end) {
        return ofStructure.stream()
                .mapToInt(problem -> problem.span().start())
                .anyMatch(at -> start <= at && at <= end);
    }

    /** Whether a problem begins between two offsets, both included. */
    boolean touches(int start, int end) {
        Integer next = starts.ceiling(start);
        return next != null && next <= end;
    }

    /** Reports what is worth it; {@code tokens} tell where statements end. */
    void report(List<? extends Token> tokens, Diagnostics diagnostics) {
        int[] delimiters = tokens.stream()
                .filter(token -> Tokens.isDelimiter(token.getType()))
                .mapToInt(Token::getStartIndex)
                .sorted()
                .toArray();
        Set<Integer> seen = new HashSet<>();
        List<Diagnostic> result = new ArrayList<>(ofStructure);
        inStatements.stream()
                .sorted(Comparator.comparingInt(p -> p.span().start()))
                .forEach(problem -> {
                    if (seen.add(segment(delimiters, problem.span().start()))) {
                        result.add(problem);
                    }
                });
        result.sort(Comparator.comparingInt(p -> p.span().start()));
        int shown = Math.min(MOST, result.size());
        for (int index = 0; index < shown; index++) {
            boolean cut = index == MOST - 1 && result.size() > MOST;
            Diagnostic problem = result.get(index);
            diagnostics.report(
                    cut
                            ? problem.withNote(
                                    (result.size() - MOST) + " more syntax errors in this file are not shown")
                            : problem);
        }
    }

    // a delimiter belongs to what it ends, because it is found where something else was expected
    private static int segment(int[] delimiters, int offset) {
        int found = Arrays.binarySearch(delimiters, offset);
        return found >= 0 ? found : -found - 1;
    }
}
