package io.github.nnc.report;

import io.github.nnc.model.Model;
import io.github.nnc.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is drawn: the inputs and stages of a model in the order of its text, repeated structure once.
 *
 * @param frames the repeated parts, outer ones first
 */
record Graph(List<Box> boxes, List<Edge> edges, List<Frame> frames) {

    Graph {
        boxes = List.copyOf(boxes);
        edges = List.copyOf(edges);
        frames = List.copyOf(frames);
    }

    /**
     * One input or one stage.
     *
     * @param stage null for an input
     * @param output the name under which its value leaves the model; empty where it does not
     */
    record Box(String name, String statement, String shape, String parameters, Kind kind, Stage stage, String output) {}

    /** From one box to another, by index. */
    record Edge(int from, int to) {}

    /** Boxes {@code first} to {@code last} stand for {@code count} equal parts, one after the other. */
    record Frame(int count, int first, int last) {}

    /** What sort of thing a box is, for its colour. */
    enum Kind {
        INPUT,
        LEARNED,
        FIXED,
        JOIN
    }

    /** Folds repeated structure where there are more than {@code plain} stages. */
    static Graph of(Model model, int plain) {
        return new Builder(model, plain).build();
    }

    /** The model while it is put into boxes. */
    private static final class Builder {

        private final Model model;
        private final List<Stage> stages;
        private final List<Fold> folds;
        private final List<Box> boxes = new ArrayList<>();
        private final List<Frame> frames = new ArrayList<>();
        private final Map<Integer, Integer> boxOfStage = new HashMap<>();
        private final Map<Integer, String> outputs;

        Builder(Model model, int plain) {
            this.model = model;
            this.stages = Stage.of(model);
            this.folds = Fold.of(stages, plain);
            this.outputs = outputs();
        }

        Graph build() {
            for (int i = 0; i < model.inputs().size(); i++) {
                Model.Input input = model.inputs().get(i);
                boxOfStage.put(-1 - i, i);
                boxes.add(new Box(
                        input.name(),
                        "input",
                        input.value().type().toString(),
                        "",
                        Kind.INPUT,
                        null,
                        outputs.getOrDefault(-1 - i, "")));
            }
            add(folds);
            List<Edge> edges = new ArrayList<>();
            for (int i = model.inputs().size(); i < boxes.size(); i++) {
                for (int source : boxes.get(i).stage().sources()) {
                    edges.add(new Edge(boxOfStage.get(representative(folds, source)), i));
                }
            }
            return new Graph(boxes, edges, frames);
        }

        private void add(List<Fold> parts) {
            for (Fold fold : parts) {
                if (fold instanceof Fold.Repeat repeat) {
                    int frame = frames.size();
                    frames.add(null);
                    int first = boxes.size();
                    add(repeat.unit());
                    frames.set(frame, new Frame(repeat.count(), first, boxes.size() - 1));
                } else {
                    boxOfStage.put(fold.first(), boxes.size());
                    boxes.add(box(fold.first()));
                }
            }
        }

        private Box box(int index) {
            Stage stage = stages.get(index);
            boolean learned = stage.nodes().get(0).tensors().values().stream()
                    .anyMatch(use -> use.learned().isPresent());
            Kind kind = learned ? Kind.LEARNED : stage.sources().size() > 1 ? Kind.JOIN : Kind.FIXED;
            String shape = stage.outputs().stream()
                    .map(value -> value.type().toString())
                    .collect(Collectors.joining(", "));
            String parameters = stage.learned().isEmpty()
                    ? (learned ? "shared parameters" : "")
                    : Numbers.counted(stage.parameters(), "parameter", "parameters");
            return new Box(
                    stage.name(), stage.statement(), shape, parameters, kind, stage, outputs.getOrDefault(index, ""));
        }

        /** The names of the outputs by the stage whose box stands for their maker, inputs counted as in {@link Stage}. */
        private Map<Integer, String> outputs() {
            Map<Value, Integer> makers = new IdentityHashMap<>();
            for (int i = 0; i < model.inputs().size(); i++) {
                makers.put(model.inputs().get(i).value(), -1 - i);
            }
            for (int i = 0; i < stages.size(); i++) {
                for (Value value : stages.get(i).outputs()) {
                    makers.put(value, i);
                }
            }
            Map<Integer, String> names = new HashMap<>();
            for (Model.Output output : model.outputs()) {
                names.merge(
                        representative(folds, makers.get(output.value())),
                        output.name().isEmpty() ? "output" : output.name(),
                        (one, other) -> one + ", " + other);
            }
            return names;
        }

        /** The stage of the first repetition that stands for a stage. */
        private static int representative(List<Fold> parts, int stage) {
            for (Fold fold : parts) {
                if (fold instanceof Fold.Repeat repeat
                        && stage >= repeat.first()
                        && stage < repeat.first() + repeat.length()) {
                    int inFirst = repeat.first() + (stage - repeat.first()) % repeat.period();
                    return representative(repeat.unit(), inFirst);
                }
            }
            return stage;
        }
    }
}
