package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** A reduction along neighbouring numbers: vectors of partial results, folded into one number at the end. */
final class VectorFold {

    /** So many vectors are on the way at once. */
    private static final int PARTIALS = 4;

    private final VectorPlan plan;
    private final Axis lane;
    private final KernelScope scope;
    private final VectorCode vectors;
    private final CodeBlock.Builder code = CodeBlock.builder();

    private VectorFold(VectorPlan plan, Optional<Axis> divided) {
        this.plan = plan;
        this.lane = plan.lane();
        this.scope = new KernelScope(plan.nest().origin(), divided);
        this.vectors = new VectorCode(scope, lane, VectorPlan.SPECIES);
    }

    /** The kernel of a nest whose innermost reduction walks along all that moves with it. */
    static Optional<KernelWriter<VectorKernel>> of(Step.Nest nest) {
        if (nest.reduce() == Step.Reduction.NONE
                || nest.reduce() == Step.Reduction.ARGMAX
                || nest.target().buffer().element() != Buffer.Element.FLOAT) {
            return Optional.empty();
        }
        for (int i = nest.reduction().size() - 1; i >= 0; i--) {
            Axis lane = nest.reduction().get(i);
            if (VectorPlan.isWide(lane)
                    && VectorCode.supports(nest.body(), lane, access -> VectorCode.isPlain(access, lane))) {
                List<Axis> order = new ArrayList<>(nest.reduction());
                order.remove(lane);
                order.add(lane);
                VectorPlan plan = new VectorPlan(nest, Optional.empty(), lane, Optional.empty(), order);
                return Optional.of(new KernelWriter<>(axis -> 1, divided -> kernel(plan, divided)));
            }
        }
        return Optional.empty();
    }

    private static VectorKernel kernel(VectorPlan plan, Optional<Axis> divided) {
        VectorMethod method = new VectorFold(plan, divided).write("kernel");
        Step.Nest nest = plan.nest();
        return new VectorKernel(
                Optional.empty(),
                "fold" + Sizes.of(nest.parallel()) + "Over" + Sizes.of(nest.reduction()),
                name -> List.of(method.named(name)
                        .spec(
                                "Reduces " + Sizes.of(nest.reduction()) + " to each of " + Sizes.of(nest.parallel())
                                        + " values.",
                                Modifier.STATIC)),
                method.parameters(),
                method.arguments());
    }

    private VectorMethod write(String name) {
        scope.local("lanes");
        code.addStatement("int lanes = $L.length()", VectorPlan.SPECIES);
        plan.nest().parallel().forEach(this::open);
        List<String> partials = new ArrayList<>();
        for (int p = 0; p < PARTIALS; p++) {
            partials.add(scope.local("partial" + p));
            code.addStatement("FloatVector $L = " + vectors.broadcast(plan.identity()), partials.get(p));
        }
        String rest = scope.local("rest");
        code.addStatement("float $L = $L", rest, plan.identity());
        List<Axis> around = plan.reduction().subList(0, plan.reduction().size() - 1);
        around.forEach(this::open);
        walk(partials, rest);
        around.forEach(axis -> code.endControlFlow());
        for (int p = 1; p < PARTIALS; p++) {
            code.addStatement("$L = $L.$L($L)", partials.get(0), partials.get(0), plan.combiner(), partials.get(p));
        }
        String operator = plan.combiner().toUpperCase(Locale.ROOT);
        combine(rest, partials.get(0) + ".reduceLanes(VectorOperators." + operator + ")");
        scope.bind(new Expression.Reduced(), rest);
        String y = scope.target(plan.nest().target().buffer());
        code.addStatement(
                "$L " + (plan.nest().store() == Step.Store.ACCUMULATE ? "+=" : "=") + " "
                        + scope.print(plan.nest().epilogue()),
                scope.element(plan.nest().target(), y));
        plan.nest().parallel().forEach(axis -> code.endControlFlow());
        return new VectorMethod(name, scope.parameters(), scope.arguments(), code.build());
    }

    private void open(Axis axis) {
        scope.open(axis, code);
    }

    private void walk(List<String> partials, String rest) {
        Expression body = plan.nest().body();
        vectors.shareBetweenLanes(body, PARTIALS, "same", code);
        String k = scope.declare(lane);
        String bound = scope.bound(lane);
        code.addStatement("int $L = 0", k);
        code.beginControlFlow("for (; $L + $L * lanes <= $L; $L += $L * lanes)", k, PARTIALS, bound, k, PARTIALS);
        for (int p = 0; p < PARTIALS; p++) {
            take(partials.get(p), p);
        }
        code.endControlFlow();
        code.beginControlFlow("for (; $L + lanes <= $L; $L += lanes)", k, bound, k);
        take(partials.get(0), 0);
        code.endControlFlow();
        code.beginControlFlow("for (; $L < $L; $L++)", k, bound, k);
        combine(rest, scope.print(body));
        code.endControlFlow();
    }

    private void take(String partial, int registers) {
        code.addStatement(
                "$L = $L.$L(" + vectors.print(plan.nest().body(), registers) + ")", partial, partial, plan.combiner());
    }

    private void combine(String result, String value) {
        code.addStatement(
                switch (plan.nest().reduce()) {
                    case SUM -> "$L = $L + " + value;
                    case PRODUCT -> "$L = $L * " + value;
                    default -> "$L = Math." + plan.combiner() + "($L, " + value + ")";
                },
                result,
                result);
    }
}
