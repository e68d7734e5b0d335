package io.github.nnc.lower;

import io.github.nnc.kernel.Program;
import io.github.nnc.model.Model;
import java.util.List;

/** From a model to the loops that compute it. */
public final class Lower {

    private Lower() {}

    /** The program that is emitted: lowered layer by layer, then rewritten by every pass in turn. */
    public static Program program(Model model) {
        return program(model, Thresholds.MEASURED);
    }

    public static Program program(Model model, Thresholds thresholds) {
        return rewritten(direct(model), thresholds);
    }

    /** What the passes make of a program. */
    public static Program rewritten(Program program, Thresholds thresholds) {
        Program rewritten = program;
        for (Pass pass : passes(thresholds)) {
            rewritten = pass.apply(rewritten);
        }
        return rewritten;
    }

    /** What the layers wrote, before any pass. */
    public static Program direct(Model model) {
        return new ModelLowering(model).program();
    }

    /** All passes in the order in which they run. */
    static List<Pass> passes(Thresholds thresholds) {
        return List.of(
                new DropUnread(),
                new DropCopies(),
                new DropUnitDimensions(),
                new FoldConstants(),
                new HoistConstants(),
                new ShareConstants(),
                new PackOperands(thresholds),
                new FuseElementwise(),
                new PadBuffers(thresholds),
                new SpreadWindows(thresholds),
                new ChooseLayouts(thresholds),
                new DropCopies(),
                new InterchangeLoops(),
                new MergeDimensions(),
                new FuseElementwise(),
                new Unroll(thresholds.straightLine()),
                new IsolateFunctions(thresholds),
                new SplitIndexSets(thresholds),
                new PackPanels(thresholds),
                new SliceReductions(thresholds),
                new FoldConstants());
    }
}
