package io.github.nnc.emit;

import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Step;
import io.github.nnc.lower.AcrossReduction;
import io.github.nnc.lower.Contraction;
import io.github.nnc.lower.Division;
import io.github.nnc.lower.FunctionMap;
import io.github.nnc.lower.Thresholds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kernel of each nest of a program: nests of one pattern have one. */
final class KernelChoice {

    private final LoopMembers members;
    private final boolean divides;
    private final KernelPattern.Recogniser patterns = new KernelPattern.Recogniser();
    private final Map<KernelPattern, Written> written = new HashMap<>();

    /** @param divides whether the loops of large kernels are such that threads can share them */
    KernelChoice(LoopMembers members, boolean divides) {
        this.members = members;
        this.divides = divides;
    }

    /**
     * How a step computes a nest.
     *
     * @param method the name of the kernel's
     * @param arguments what the nest has in its places
     * @param division of the nest, where each call computes a range of one loop
     */
    record Use(Kernel kernel, String method, List<Kernel.Argument> arguments, Optional<Division> division) {}

    Use of(Step.Nest nest) {
        KernelPattern.Match match = patterns.match(nest);
        Written known = written.computeIfAbsent(match.pattern(), pattern -> write(nest, match));
        List<Kernel.Argument> arguments = match.arguments(known.kernel.arguments(), known.match);
        return new Use(known.kernel, known.method, arguments, known.division);
    }

    /** The kernel of the first nest of a pattern. */
    private record Written(Kernel kernel, String method, KernelPattern.Match match, Optional<Division> division) {}

    private Written write(Step.Nest nest, KernelPattern.Match match) {
        KernelWriter<Kernel> plain = writer(nest);
        KernelWriter<Kernel> writer =
                members.companion().map(fast -> fast.dispatching(plain, nest)).orElse(plain);
        Optional<Division> division =
                divides ? Division.of(nest, members.thresholds(), writer.unit()) : Optional.empty();
        Kernel kernel = writer.kernel().apply(division.map(Division::axis));
        return new Written(kernel, members.kernels().method(kernel), match, division);
    }

    private KernelWriter<Kernel> writer(Step.Nest nest) {
        Thresholds thresholds = members.thresholds();
        Optional<KernelWriter<Kernel>> function =
                FunctionMap.of(nest, thresholds).map(found -> FunctionKernel.of(nest, found));
        return function.or(
                        () -> Contraction.ofRows(nest, thresholds).map(contraction -> RowKernel.of(nest, contraction)))
                .or(() -> AcrossReduction.of(nest, thresholds).map(across -> AcrossKernel.of(nest, across)))
                .orElseGet(() -> loops(nest));
    }

    /** The loops of a nest over buffers that all lie as they are seen from outside. */
    static KernelWriter<Kernel> loops(Step.Nest nest) {
        return jam(nest).map(axis -> LoopKernel.jammed(nest, axis)).orElseGet(() -> LoopKernel.plain(nest));
    }

    /** The innermost axis along which a sum reuses what it reads. */
    private static Optional<Axis> jam(Step.Nest nest) {
        if (nest.reduce() == Step.Reduction.SUM) {
            for (int i = nest.parallel().size() - 1; i >= 0; i--) {
                Axis axis = nest.parallel().get(i);
                if (axis.extent().isFixed() && axis.extent().max() > 1 && Contraction.reuses(nest.body(), axis)) {
                    return Optional.of(axis);
                }
            }
        }
        return Optional.empty();
    }
}
