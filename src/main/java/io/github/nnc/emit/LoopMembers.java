package io.github.nnc.emit;

import io.github.nnc.kernel.Program;
import io.github.nnc.lower.MemoryPlan;
import io.github.nnc.lower.Thresholds;
import java.util.Optional;

/**
 * What all steps of a class share, those for one sample and those for several: names, weights, kernels, arrays.
 *
 * @param shared whether threads may share a pass
 */
record LoopMembers(
        Identifiers names,
        Thresholds thresholds,
        StraightLine.Comments comments,
        Optional<VectorCompanion> companion,
        WorkspaceFields workspace,
        WeightFields weights,
        KernelMethods kernels,
        boolean shared) {

    static LoopMembers of(
            Program program,
            Optional<Program> block,
            Signature signature,
            TensorTable table,
            Identifiers names,
            Thresholds thresholds,
            StraightLine.Comments comments,
            Optional<VectorCompanion> companion,
            boolean shared) {
        MemoryPlan single = MemoryPlan.of(program);
        MemoryPlan memory = block.map(MemoryPlan::of).map(single::or).orElse(single);
        // vectors are loaded whole
        int leastRow = companion.isPresent() ? VectorPlan.MOST_LANES : 1;
        KernelMethods kernels = new KernelMethods(names);
        return new LoopMembers(
                names,
                thresholds,
                comments,
                companion,
                new WorkspaceFields(signature.workspace(), memory, leastRow, shared),
                new WeightFields(program, table, names, kernels, leastRow),
                kernels,
                shared);
    }
}
