package io.github.nnc.check;

import io.github.nnc.model.TensorUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a statement leaves behind: the value that flows on, and what a label of it gives access to.
 *
 * @param flow the value; empty for a label of an unlabelled repetition, which names several
 * @param members the labels inside, where it is a scope
 * @param repetitions what {@code .0}, {@code .1} name
 * @param outputs the values of a layer beside the one that flows on, by the layer's names
 * @param tensors the tensors of a layer by the layer's own names
 * @param reuse how to apply it again
 */
record Result(
        Optional<Flow> flow,
        Optional<LabelScope> members,
        List<Result> repetitions,
        Map<String, Flow> outputs,
        Map<String, TensorUse> tensors,
        Optional<Reuse> reuse) {

    static final Result UNKNOWN = of(Flow.Absent.UNKNOWN);

    Result {
        repetitions = List.copyOf(repetitions);
        outputs = Map.copyOf(outputs);
        tensors = Map.copyOf(tensors);
    }

    static Result of(Flow flow) {
        return new Result(Optional.of(flow), Optional.empty(), List.of(), Map.of(), Map.of(), Optional.empty());
    }

    /** What a label in an unlabelled repetition names from outside. */
    static Result several(List<Result> repetitions) {
        return new Result(Optional.empty(), Optional.empty(), repetitions, Map.of(), Map.of(), Optional.empty());
    }

    Result withRepetitions(List<Result> results) {
        return new Result(flow, members, results, outputs, tensors, reuse);
    }

    Result withReuse(Module module, Again again) {
        return new Result(flow, members, repetitions, outputs, tensors, Optional.of(new Reuse(module, again)));
    }

    /** What cannot be applied to a value. */
    Result withoutReuse() {
        return new Result(flow, members, repetitions, outputs, tensors, Optional.empty());
    }

    Result withTensors(Map<String, TensorUse> uses) {
        return new Result(flow, members, repetitions, outputs, uses, reuse);
    }

    Result withMembers(LabelScope scope) {
        return new Result(flow, Optional.of(scope), repetitions, outputs, tensors, reuse);
    }

    Result withOutputs(Map<String, Flow> named) {
        return new Result(flow, members, repetitions, named, tensors, reuse);
    }

    /** What a name means behind the path that leads here: a label inside, or another value of the layer. */
    Optional<Result> member(String name) {
        return members.flatMap(scope -> scope.member(name))
                .or(() -> Optional.ofNullable(outputs.get(name)).map(Result::of));
    }

    /** The names that {@link #member} knows. */
    List<String> memberNames() {
        List<String> names = new ArrayList<>(members.map(LabelScope::members).orElse(List.of()));
        names.addAll(outputs.keySet().stream().sorted().toList());
        return names;
    }

    /** The same statement once more, on another value, under another name. */
    record Reuse(Module module, Again again) {}

    /** Applies a statement to a value; the nodes are named by the module, problems noted with the calls that led there. */
    interface Again {
        Result apply(Module module, Flow arriving, Optional<Frame.Caller> calls);
    }
}
