package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.layer.LayerType;
import io.github.nnc.syntax.Body;
import io.github.nnc.syntax.Item;
import io.github.nnc.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects the values that a join brings together: labels behind the current value, or the branches of its body. Where a
 * number stands in the place of the second value, the current one is the only one.
 */
final class JoinOperands {

    private final Elaborator elaborator;

    /** The values in written order, and the labels inside where the join is a scope. */
    record Operands(List<Flow> flows, Optional<LabelScope> members) {}

    JoinOperands(Elaborator elaborator) {
        this.elaborator = elaborator;
    }

    Operands of(Step step, LayerType type, ArgumentBinder.Bound bound, Module module) {
        List<Datum.Labelled> labelled = bound.operands();
        if (type.number().flatMap(bound::value).isPresent()) {
            return new Operands(List.of(besideNumber(step, labelled)), Optional.empty());
        }
        if (step.call().body().isEmpty()) {
            return new Operands(behindCurrent(step, labelled), Optional.empty());
        }
        if (!labelled.isEmpty()) {
            step.reject(
                    Code.JOIN_OPERANDS,
                    step.nameSpan(),
                    "`" + step.call().name().text() + "` takes labels or branches, not both");
        }
        Body body = step.call().body().get();
        Optional<LabelScope> members =
                step.call().label().map(label -> step.frame().labels().inner(body));
        Frame frame = members.map(inside -> step.frame().scope(inside, module))
                .orElseGet(() -> step.frame().deeper());
        List<Flow> flows = new ArrayList<>();
        boolean wildcard = false;
        for (Body.Branch branch : body.branches()) {
            Optional<Item.Path> all = wildcard(branch);
            if (all.isPresent() && !frame.file().block("from").isPresent()) {
                flows.addAll(everyOne(all.get(), frame));
                wildcard = true;
            } else {
                boolean alone = Solitude.isAlone(body, branch, frame.file());
                flows.add(elaborator.branch(branch, frame, step.arriving(), alone));
            }
        }
        if (flows.size() < 2 && !wildcard) {
            tooFew(step, "has one branch");
            flows.set(0, Flow.Absent.UNKNOWN);
        }
        return new Operands(flows, members);
    }

    private static Flow besideNumber(Step step, List<Datum.Labelled> labelled) {
        if (labelled.isEmpty() && step.call().body().isEmpty()) {
            return step.arriving();
        }
        step.reject(
                Code.JOIN_OPERANDS,
                step.nameSpan(),
                "`" + step.call().name().text() + "` takes a number or values, not both");
        return Flow.Absent.UNKNOWN;
    }

    private static List<Flow> behindCurrent(Step step, List<Datum.Labelled> labelled) {
        List<Flow> flows = new ArrayList<>();
        flows.add(step.arriving());
        for (Datum.Labelled operand : labelled) {
            flows.add(FromStatement.flow(step, operand));
        }
        if (labelled.isEmpty()) {
            boolean reported = !step.call().arguments().isEmpty();
            if (!reported) {
                tooFew(step, "has no second value");
            }
            flows.add(Flow.Absent.UNKNOWN);
        }
        return flows;
    }

    private static void tooFew(Step step, String reason) {
        String name = step.call().name().text();
        step.reject(Diagnostic.of(
                        Code.JOIN_OPERANDS, step.nameSpan(), "`" + name + "` joins two values or more, but " + reason)
                .withHelp("write `" + name + " a` for the current value and `a`, or `" + name
                        + " < … | >` for two branches, of which an empty one is the current value"));
    }

    private List<Flow> everyOne(Item.Path path, Frame frame) {
        Optional<Datum.Labelled> found = new Paths(elaborator.report(), frame).resolve(path);
        if (found.isEmpty()) {
            return List.of(Flow.Absent.UNKNOWN);
        }
        return found.get().results().stream()
                .map(result -> result.flow().orElse(Flow.Absent.UNKNOWN))
                .toList();
    }

    /** The path of a branch that is nothing but {@code from a.*.b}. */
    private static Optional<Item.Path> wildcard(Body.Branch branch) {
        if (branch.statements().size() == 1
                && branch.statements().get(0) instanceof Statement.Call call
                && call.name().text().equals("from")
                && call.label().isEmpty()
                && call.arguments().size() == 1
                && call.arguments().get(0).key().isEmpty()
                && !call.arguments().get(0).value().isList()
                && call.arguments().get(0).value().items().get(0) instanceof Item.Path path
                && path.parts().contains("*")) {
            return Optional.of(path);
        }
        return Optional.empty();
    }
}
