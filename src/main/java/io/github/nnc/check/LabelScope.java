package io.github.nnc.check;

import io.github.nnc.syntax.Body;
import io.github.nnc.syntax.Identifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The labels of one scope. Those of the scopes around it are visible too, up to the block's edge. Grows while the body is
 * walked.
 */
final class LabelScope {

    private final Optional<LabelScope> around;
    private final Body text;
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final List<LabelScope> inlined = new ArrayList<>();

    LabelScope(Optional<LabelScope> around, Body text) {
        this.around = around;
        this.text = text;
    }

    LabelScope inner(Body text) {
        return new LabelScope(Optional.of(this), text);
    }

    Optional<LabelScope> around() {
        return around;
    }

    Body text() {
        return text;
    }

    /** Adds the labels of a block call that stands for its surroundings; they are seen by path only. */
    void inline(LabelScope block) {
        inlined.add(block);
    }

    /** The label under this name that another statement has defined. */
    Optional<Identifier> otherDefinition(Identifier label) {
        Slot slot = slots.get(label.text());
        return slot == null || slot.repeated() && slot.label.span().equals(label.span())
                ? Optional.empty()
                : Optional.of(slot.label);
    }

    /** Gives a label its meaning; of two statements with the same label the first keeps it. */
    void define(Identifier label, Result result, int repetition) {
        if (otherDefinition(label).isPresent()) {
            return;
        }
        Slot slot = slots.computeIfAbsent(label.text(), name -> new Slot(label, repetition));
        slot.results.add(result);
        slot.open = true;
    }

    /** Ends unlabelled repetitions of at least this depth: their labels are now seen with an index only. */
    void close(int repetition) {
        for (Slot slot : slots.values()) {
            if (slot.repetition >= repetition) {
                slot.open = false;
            }
        }
    }

    /** What a word means here. */
    Optional<Result> lookup(String name) {
        for (Optional<LabelScope> scope = Optional.of(this); scope.isPresent(); scope = scope.get().around) {
            Slot slot = scope.get().slots.get(name);
            if (slot != null) {
                return Optional.of(slot.result());
            }
        }
        return Optional.empty();
    }

    /** What a word means behind a path that leads here. */
    Optional<Result> member(String name) {
        Slot slot = slots.get(name);
        if (slot != null) {
            return Optional.of(slot.result());
        }
        return inlined.stream()
                .map(scope -> scope.member(name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The names that {@link #member} knows. */
    List<String> members() {
        List<String> names = new ArrayList<>(slots.keySet());
        inlined.forEach(scope -> names.addAll(scope.members()));
        return names;
    }

    /** The names that {@link #lookup} knows. */
    List<String> visible() {
        List<String> names = new ArrayList<>(slots.keySet());
        around.ifPresent(scope -> names.addAll(scope.visible()));
        return names;
    }

    /** One label; several results where its statement stands in an unlabelled repetition. */
    private static final class Slot {

        private final Identifier label;
        private final int repetition;
        private final List<Result> results = new ArrayList<>();
        private boolean open;

        Slot(Identifier label, int repetition) {
            this.label = label;
            this.repetition = repetition;
        }

        boolean repeated() {
            return repetition > 0;
        }

        Result result() {
            if (!repeated()) {
                return results.get(0);
            }
            Result last = results.get(results.size() - 1);
            if (!open) {
                return Result.several(results);
            }
            return last.repetitions().isEmpty() ? last.withRepetitions(results) : last;
        }
    }
}
