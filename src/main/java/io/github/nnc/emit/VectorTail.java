package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Step;

/** The method that reduces a single point, where too few are left for a vector; its place is a parameter. */
final class VectorTail {

    private VectorTail() {}

    static VectorMethod of(VectorPlan plan, String name) {
        KernelScope scope = new KernelScope(plan.nest().origin());
        CodeBlock.Builder code = CodeBlock.builder();
        for (Access access : plan.moving(plan.nest().body())) {
            plan.row(access).ifPresent(row -> {
                String rows = scope.rows(access.buffer(), row.layout());
                plan.reduction().forEach(scope::declare);
                scope.bind(
                        new Expression.Load(access),
                        rows + "[" + scope.index(row.index()) + "][" + scope.index(Index.of(plan.lane())) + "]");
            });
        }
        String sum = scope.local("sum");
        code.addStatement("float $L = $L", sum, plan.identity());
        for (Axis axis : plan.reduction()) {
            String variable = scope.declare(axis);
            code.beginControlFlow("for (int $L = 0; $L < $L; $L++)", variable, variable, scope.bound(axis), variable);
        }
        String value = scope.print(plan.nest().body());
        code.addStatement(
                switch (plan.nest().reduce()) {
                    case SUM -> sum + " += " + value;
                    case PRODUCT -> sum + " *= " + value;
                    default -> sum + " = Math." + plan.combiner() + "(" + sum + ", " + value + ")";
                });
        plan.reduction().forEach(axis -> code.endControlFlow());
        scope.bind(new Expression.Reduced(), sum);
        String y = scope.target(plan.nest().target().buffer());
        code.addStatement(
                "$L " + (plan.nest().store() == Step.Store.ACCUMULATE ? "+=" : "=") + " "
                        + scope.print(plan.nest().epilogue()),
                scope.element(plan.nest().target(), y));
        return new VectorMethod(name, scope.parameters(), scope.arguments(), code.build());
    }
}
