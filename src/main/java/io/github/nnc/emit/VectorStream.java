package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Step;
import io.github.nnc.kernel.Substitution;
import io.github.nnc.lower.Contraction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/**
 * The contraction of a single point with more weights than the nearest cache holds: they are read as they lie, several
 * whole rows side by side, and the sums are kept in an array that the cache does hold.
 */
final class VectorStream {

    /** Rows of weights at a time. */
    private static final int ROWS = 8;

    /** Shorter rows are read faster in tiles. */
    private static final long SHORTEST_ROW = 256;

    private final VectorPlan plan;
    private final Contraction contraction;
    private final String name;
    private final Optional<Axis> divided;

    private VectorStream(VectorPlan plan, String name, Optional<Axis> divided) {
        this.divided = divided;
        this.plan = plan;
        this.contraction = plan.contraction().orElseThrow();
        this.name = name;
    }

    /** The kernel of a nest whose only parallel axis is a long row. */
    static Optional<KernelWriter<VectorKernel>> of(Step.Nest nest) {
        return VectorPlan.of(nest)
                .filter(VectorStream::fits)
                .map(plan -> new KernelWriter<>(axis -> VectorPlan.MOST_LANES, divided -> kernel(plan, divided)));
    }

    private static boolean fits(VectorPlan plan) {
        long row = plan.lane().extent().max();
        return plan.contraction().isPresent()
                && plan.nest().parallel().size() == 1
                && plan.reduction().size() == 1
                && plan.innermost().extent().isFixed()
                && plan.guarded().isEmpty()
                && !plan.isScattered()
                && row >= SHORTEST_ROW
                && row % VectorPlan.MOST_LANES == 0;
    }

    private static VectorKernel kernel(VectorPlan plan, Optional<Axis> divided) {
        VectorMethod first = new VectorStream(plan, "kernel", divided).methods().get(0);
        return new VectorKernel(
                Optional.empty(),
                "stream" + Sizes.of(plan.nest().parallel()) + "Over" + Sizes.of(plan.reduction()),
                name -> new VectorStream(plan, name, divided).specs(),
                first.parameters(),
                first.arguments());
    }

    private List<MethodSpec> specs() {
        List<MethodSpec> specs = new ArrayList<>();
        for (VectorMethod method : methods()) {
            specs.add(
                    specs.isEmpty()
                            ? method.spec("Sums rows of weights as they lie.", Modifier.STATIC)
                            : method.spec("One part of it.", Modifier.PRIVATE, Modifier.STATIC));
        }
        return specs;
    }

    private List<VectorMethod> methods() {
        Axis run = plan.innermost();
        long extent = run.extent().max();
        int left = (int) (extent % ROWS);
        List<VectorMethod> methods = new ArrayList<>();
        VectorCaller driver = new VectorCaller(divided);
        VectorMethod start = start();
        VectorMethod rows = rows(ROWS);
        VectorMethod finish = finish();
        driver.call(start, Map.of());
        methods.add(start);
        String i = driver.declare(run);
        driver.code().addStatement("int $L = 0", i);
        driver.code().beginControlFlow("for (; $L < $L; $L += $L)", i, extent - left, i, ROWS);
        driver.call(rows, Map.of());
        driver.code().endControlFlow();
        methods.add(rows);
        if (left > 0) {
            VectorMethod rest = rows(left);
            driver.call(rest, Map.of());
            methods.add(rest);
        }
        driver.call(finish, Map.of());
        methods.add(finish);
        methods.add(0, driver.method(name));
        return methods;
    }

    private String sums(KernelScope scope) {
        return contraction.sumsInPlace(plan.nest())
                ? scope.target(plan.nest().target().buffer())
                : scope.sums(0, plan.lane().extent().max());
    }

    private VectorMethod start() {
        KernelScope scope = new KernelScope(plan.nest().origin(), divided);
        CodeBlock code = CodeBlock.builder()
                .addStatement(
                        "$T.fill($L, $L, $L, 0f)",
                        Arrays.class,
                        sums(scope),
                        scope.begin(plan.lane()),
                        scope.bound(plan.lane()))
                .build();
        return new VectorMethod(name + "Start", scope.parameters(), scope.arguments(), code);
    }

    private VectorMethod rows(int count) {
        KernelScope scope = new KernelScope(plan.nest().origin(), divided);
        VectorCode vectors = new VectorCode(scope, plan.lane(), VectorPlan.SPECIES);
        CodeBlock.Builder code = CodeBlock.builder();
        String weights = scope.rows(
                contraction.weight().buffer(),
                Kernel.Layout.along(contraction.weight().view(), contraction.dimension()));
        String sums = sums(scope);
        List<String> values = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            Substitution here = new Substitution(
                    Map.of(plan.innermost(), Index.of(plan.innermost()).plus(r)));
            rows.add(scope.local("w" + r));
            values.add(scope.local("x" + r));
            code.addStatement("float[] $L = $L[$L]", rows.get(r), weights, scope.index(here.affine(contraction.row())));
            code.addStatement(
                    "FloatVector $L = " + vectors.print(here.rewrite(new Expression.Load(contraction.input())), 0),
                    values.get(r));
        }
        String o = scope.declare(plan.lane());
        String sum = scope.local("sum");
        code.beginControlFlow(
                "for (int $L = $L; $L < $L; $L += $L.length())",
                o,
                scope.begin(plan.lane()),
                o,
                scope.bound(plan.lane()),
                o,
                VectorPlan.SPECIES);
        code.addStatement("FloatVector $L = FloatVector.fromArray($L, $L, $L)", sum, VectorPlan.SPECIES, sums, o);
        for (int r = 0; r < count; r++) {
            code.addStatement(
                    "$L = $L.fma(FloatVector.fromArray($L, $L, $L), $L)",
                    sum,
                    values.get(r),
                    VectorPlan.SPECIES,
                    rows.get(r),
                    o,
                    sum);
        }
        code.addStatement("$L.intoArray($L, $L)", sum, sums, o).endControlFlow();
        return new VectorMethod(name + "Rows" + count, scope.parameters(), scope.arguments(), code.build());
    }

    private VectorMethod finish() {
        KernelScope scope = new KernelScope(plan.nest().origin(), divided);
        VectorCode vectors = new VectorCode(scope, plan.lane(), VectorPlan.SPECIES);
        CodeBlock.Builder code = CodeBlock.builder();
        String sums = sums(scope);
        String y = scope.target(plan.nest().target().buffer());
        String o = scope.declare(plan.lane());
        code.beginControlFlow(
                "for (int $L = $L; $L < $L; $L += $L.length())",
                o,
                scope.begin(plan.lane()),
                o,
                scope.bound(plan.lane()),
                o,
                VectorPlan.SPECIES);
        String sum = scope.local("sum");
        code.addStatement("FloatVector $L = FloatVector.fromArray($L, $L, $L)", sum, VectorPlan.SPECIES, sums, o);
        vectors.bind(new Expression.Reduced(), 0, sum);
        code.addStatement(
                vectors.print(plan.nest().epilogue(), 0) + ".intoArray($L, $L)",
                y,
                scope.place(plan.nest().target()));
        code.endControlFlow();
        return new VectorMethod(name + "Finish", scope.parameters(), scope.arguments(), code.build());
    }
}
