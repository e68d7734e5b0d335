package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Step;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** A nest without a reduction, as many points at a time as a vector has lanes. */
final class VectorMap {

    private final Step.Nest nest;
    private final Axis lane;
    private final Expression value;
    private final KernelScope scope;
    private final VectorCode vectors;
    private final CodeBlock.Builder code = CodeBlock.builder();

    private VectorMap(Step.Nest nest, Axis lane, Optional<Axis> divided) {
        this.nest = nest;
        this.lane = lane;
        this.value = Reducing.replace(nest.epilogue(), nest.body());
        this.scope = new KernelScope(nest.origin(), divided);
        this.vectors = new VectorCode(scope, lane, VectorPlan.SPECIES);
    }

    /** The kernel of a nest, if neighbouring points read and write neighbouring numbers. */
    static Optional<KernelWriter<VectorKernel>> of(Step.Nest nest) {
        if (nest.reduce() != Step.Reduction.NONE || nest.target().buffer().element() != Buffer.Element.FLOAT) {
            return Optional.empty();
        }
        Expression value = Reducing.replace(nest.epilogue(), nest.body());
        for (int i = nest.parallel().size() - 1; i >= 0; i--) {
            Axis lane = nest.parallel().get(i);
            if (VectorPlan.isWide(lane)
                    && VectorCode.isContiguous(nest.target(), lane)
                    && VectorCode.supports(value, lane, access -> VectorCode.isPlain(access, lane))) {
                return Optional.of(new KernelWriter<>(
                        axis -> axis == lane ? VectorPlan.MOST_LANES : 1, divided -> kernel(nest, lane, divided)));
            }
        }
        return Optional.empty();
    }

    private static VectorKernel kernel(Step.Nest nest, Axis lane, Optional<Axis> divided) {
        VectorMethod method = new VectorMap(nest, lane, divided).write("kernel");
        return new VectorKernel(
                Optional.empty(),
                "vectors" + Sizes.of(nest.parallel()),
                name -> List.of(
                        method.named(name).spec("Computes " + Sizes.of(nest.parallel()) + " values.", Modifier.STATIC)),
                method.parameters(),
                method.arguments());
    }

    private VectorMethod write(String name) {
        scope.local("lanes");
        String y = scope.target(nest.target().buffer());
        code.addStatement("int lanes = $L.length()", VectorPlan.SPECIES);
        List<Axis> outer = nest.parallel().stream().filter(axis -> axis != lane).toList();
        outer.forEach(axis -> scope.open(axis, code));
        vectors.shareBetweenLanes(value, 1, "same", code);
        walk(y);
        outer.forEach(axis -> code.endControlFlow());
        return new VectorMethod(name, scope.parameters(), scope.arguments(), code.build());
    }

    private void walk(String y) {
        String j = scope.declare(lane);
        String bound = scope.bound(lane);
        code.addStatement("int $L = $L", j, scope.begin(lane));
        code.beginControlFlow("for (; $L + lanes <= $L; $L += lanes)", j, bound, j);
        for (Expression common : CommonSubexpressions.of(List.of(value), true)) {
            if (!VectorCode.isInvariant(common, lane)) {
                String text = vectors.print(common, 0);
                String variable = scope.local("v");
                code.addStatement("FloatVector $L = " + text, variable);
                vectors.bind(common, 0, variable);
            }
        }
        String text = vectors.print(value, 0);
        if (nest.store() == Step.Store.ACCUMULATE) {
            text = vectors.load(nest.target(), 0) + ".add(" + text + ")";
        }
        code.addStatement(text + ".intoArray($L, $L)", y, scope.place(nest.target()));
        code.endControlFlow();
        if (!lane.extent().isFixed() || lane.extent().max() % VectorPlan.MOST_LANES > 0) {
            code.beginControlFlow("for (; $L < $L; $L++)", j, bound, j);
            code.addStatement(
                    "$L " + (nest.store() == Step.Store.ACCUMULATE ? "+=" : "=") + " " + scope.print(value),
                    scope.element(nest.target(), y));
            code.endControlFlow();
        }
    }
}
