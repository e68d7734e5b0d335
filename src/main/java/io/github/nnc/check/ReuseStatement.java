package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import java.util.Optional;

/** {@code reuse}: a labelled layer or group once more, with the same weights. */
final class ReuseStatement extends StatementType {

    ReuseStatement() {
        super(
                "reuse",
                "Applies a labelled layer, block call, repetition or group again, with the same weights.",
                "left: input 3; right: input 3; from left; tower: dense 4; from right; reuse tower; sub tower",
                new Form("reuse tower", "applies `tower` to the current value"));
    }

    @Override
    boolean takesWord(int position) {
        return position == 0;
    }

    @Override
    Result apply(Step step) {
        step.refuseBody();
        Module own = Names.of(
                step.report(),
                step.frame(),
                step.call().label(),
                name(),
                step.call().span());
        Optional<Datum.Labelled> label = FromStatement.label(step);
        if (label.isEmpty()) {
            return Result.UNKNOWN;
        }
        Result labelled = label.get().results().get(0);
        if (labelled.reuse().isEmpty()) {
            boolean unknown =
                    labelled.flow().filter(Flow.Absent.UNKNOWN::equals).isPresent();
            if (!unknown) {
                step.reject(
                        Code.NOT_REUSABLE,
                        step.nameSpan(),
                        "`" + label.get().path() + "` is neither a layer nor a group that could be applied again");
            }
            return Result.UNKNOWN;
        }
        if (step.arriving() == Flow.Absent.NOTHING) {
            step.needsValue(step.arriving());
            return Result.UNKNOWN;
        }
        Result.Reuse reuse = labelled.reuse().get();
        Frame.Caller caller = new Frame.Caller(
                Optional.empty(), step.call().span(), step.frame().caller());
        return reuse.again().apply(own.sharing(reuse.module(), step.nameSpan()), step.arriving(), Optional.of(caller));
    }
}
