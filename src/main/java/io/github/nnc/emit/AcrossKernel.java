package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import io.github.nnc.kernel.Substitution;
import io.github.nnc.lower.AcrossReduction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A reduction of whole rows: those of a few points are copied to the start of arrays of their own, because HotSpot makes
 * vector instructions of loops only whose arrays all have one index, and combined with the row of results.
 */
final class AcrossKernel {

    private static final Expression RESULT = new Expression.Reduced();

    private final Step.Nest nest;
    private final AcrossReduction across;
    private final KernelScope scope;
    private final CodeBlock.Builder code = CodeBlock.builder();
    private final List<String> copies = new ArrayList<>();
    private final List<Expression> bound = new ArrayList<>();
    private final Map<Access, String> weights = new HashMap<>();
    private String results;
    private String lane;

    private AcrossKernel(Step.Nest nest, AcrossReduction across, Optional<Axis> divided) {
        this.nest = nest;
        this.across = across;
        this.scope = new KernelScope(nest.origin(), divided);
    }

    static KernelWriter<Kernel> of(Step.Nest nest, AcrossReduction across) {
        return new KernelWriter<>(
                axis -> axis == across.lane() ? 0 : 1, divided -> new AcrossKernel(nest, across, divided).write());
    }

    private Kernel write() {
        long length = across.lane().extent().max();
        results = scope.sums(0, length);
        List<Axis> outer = nest.parallel().subList(0, nest.parallel().size() - 1);
        outer.forEach(this::open);
        lane = scope.declare(across.lane());
        reduce();
        finish();
        outer.forEach(axis -> code.endControlFlow());
        String inner = nest.reduction().stream().map(AcrossKernel::size).collect(Collectors.joining("x"));
        return new Kernel(
                nest.reduce().name().toLowerCase(Locale.ROOT) + inner + "Across" + length,
                "Reduces " + inner + " rows of " + length + " values to one, copies of a few at a time.",
                Forms.Form.ACROSS,
                scope.parameters(),
                code.build(),
                scope.arguments());
    }

    private static String size(Axis axis) {
        return axis.extent().isFixed() ? axis.extent().toString() : "N";
    }

    private void open(Axis axis) {
        scope.open(axis, code);
    }

    private void openLane() {
        code.beginControlFlow(
                "for (int $L = 0; $L < $L; $L++)", lane, lane, across.lane().extent(), lane);
    }

    /** The innermost axes as far as all of their points are combined at once, otherwise a part of the innermost one. */
    private void reduce() {
        List<Axis> around = new ArrayList<>(nest.reduction());
        List<Axis> together = new ArrayList<>();
        long points = 1;
        while (!around.isEmpty() && fits(around.get(around.size() - 1), points)) {
            Axis axis = around.remove(around.size() - 1);
            points *= axis.extent().max();
            together.add(0, axis);
        }
        if (around.isEmpty()) {
            combine(points(together, 0, List.of(Map.of())), false);
            return;
        }
        openLane();
        code.addStatement("$L[$L] = " + scope.print(nest.reduce().neutral()), results, lane)
                .endControlFlow();
        if (!together.isEmpty()) {
            around.forEach(this::open);
            combine(points(together, 0, List.of(Map.of())), true);
            around.forEach(axis -> code.endControlFlow());
            return;
        }
        Axis run = around.remove(around.size() - 1);
        around.forEach(this::open);
        inParts(run);
        around.forEach(axis -> code.endControlFlow());
    }

    private boolean fits(Axis axis, long points) {
        return axis.extent().isFixed() && axis.extent().max() * points <= across.taps();
    }

    private static List<Map<Axis, Index.Affine>> points(List<Axis> axes, int at, List<Map<Axis, Index.Affine>> outer) {
        if (at == axes.size()) {
            return outer;
        }
        List<Map<Axis, Index.Affine>> points = new ArrayList<>();
        for (Map<Axis, Index.Affine> point : outer) {
            for (long i = 0; i < axes.get(at).extent().max(); i++) {
                Map<Axis, Index.Affine> inner = new HashMap<>(point);
                inner.put(axes.get(at), Index.of(i));
                points.add(inner);
            }
        }
        return points(axes, at + 1, points);
    }

    private void inParts(Axis run) {
        int taps = run.extent().isFixed() ? across.taps() : 1;
        String i = scope.declare(run);
        if (taps == 1) {
            open(run);
            combine(run(run, Index.of(run), 1), true);
            code.endControlFlow();
            return;
        }
        long extent = run.extent().max();
        long full = extent / taps * taps;
        code.beginControlFlow("for (int $L = 0; $L < $L; $L += $L)", i, i, full, i, taps);
        combine(run(run, Index.of(run), taps), true);
        code.endControlFlow();
        if (full < extent) {
            combine(run(run, Index.of(full), extent - full), true);
        }
    }

    private static List<Map<Axis, Index.Affine>> run(Axis run, Index.Affine from, long count) {
        List<Map<Axis, Index.Affine>> points = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            points.add(Map.of(run, from.plus(i)));
        }
        return points;
    }

    /** Combines the bodies at some points, with the results so far if there are any. */
    private void combine(List<Map<Axis, Index.Affine>> points, boolean goesOn) {
        int used = 0;
        Expression combined = goesOn ? RESULT : null;
        for (Map<Axis, Index.Affine> point : points) {
            Substitution here = new Substitution(point);
            for (Access access : across.copied()) {
                copy(here.rewrite(access), scratch(used++));
            }
            for (Access access : across.rows()) {
                bindRow(access, here);
            }
            Expression body = here.rewrite(nest.body());
            bindInvariants(body);
            combined = combined == null ? body : nest.reduce().combine(combined, body);
        }
        scope.bind(RESULT, results + "[" + lane + "]");
        openLane();
        code.addStatement("$L[$L] = " + scope.print(combined), results, lane);
        code.endControlFlow();
        unbind();
    }

    private String scratch(int number) {
        if (number == copies.size()) {
            copies.add(scope.sums(1 + number, across.lane().extent().max()));
        }
        return copies.get(number);
    }

    private void copy(Access access, String to) {
        Access start = new Substitution(Map.of(across.lane(), Index.of(0))).rewrite(access);
        String array = scope.array(access.buffer());
        String guard = scope.guard(start);
        if (!guard.isEmpty()) {
            code.beginControlFlow("if (" + guard + ")");
        }
        code.addStatement(
                "System.arraycopy($L, " + scope.place(start) + ",$W$L, 0, $L)",
                array,
                to,
                across.lane().extent());
        if (!guard.isEmpty()) {
            code.nextControlFlow("else");
            openLane();
            code.addStatement("$L[$L] = " + FloatLiteral.of(access.outside().orElseThrow()), to, lane);
            code.endControlFlow().endControlFlow();
        }
        bind(new Expression.Load(access), to + "[" + lane + "]");
    }

    private void bindRow(Access access, Substitution here) {
        int dimension = across.dimension(access);
        String row = scope.local("w");
        code.addStatement(
                "float[] $L = $L[" + scope.index(here.affine(access.row(dimension))) + "]",
                row,
                weights.computeIfAbsent(access, a -> scope.rows(a.buffer(), Kernel.Layout.along(a.view(), dimension))));
        bind(new Expression.Load(here.rewrite(access)), row + "[" + lane + "]");
    }

    private void bindInvariants(Expression body) {
        for (Access access : Reads.of(body)) {
            Expression load = new Expression.Load(access);
            if (!access.dependsOn(across.lane()) && !bound.contains(load)) {
                String value = scope.local("v");
                code.addStatement("float $L = " + scope.print(load), value);
                bind(load, value);
            }
        }
    }

    private void bind(Expression expression, String text) {
        scope.bind(expression, text);
        bound.add(expression);
    }

    private void unbind() {
        bound.forEach(scope::unbind);
        bound.clear();
        scope.unbind(RESULT);
    }

    /** Applies the epilogue to the row, in place where all it reads has the same index, and brings it to the target. */
    private void finish() {
        String target = scope.target(nest.target().buffer());
        boolean inPlace =
                Reads.of(nest.epilogue()).stream().allMatch(read -> AcrossReduction.isLane(read, across.lane()));
        scope.bind(RESULT, results + "[" + lane + "]");
        if (!inPlace || !nest.epilogue().equals(RESULT)) {
            openLane();
            List<Expression> shared = CommonSubexpressions.of(List.of(nest.epilogue()), true);
            for (Expression common : shared) {
                String text = scope.print(common);
                String name = scope.local("v");
                code.addStatement("float $L = " + text, name);
                bind(common, name);
            }
            code.addStatement(
                    "$L = " + scope.print(nest.epilogue()),
                    inPlace ? results + "[" + lane + "]" : scope.element(nest.target(), target));
            code.endControlFlow();
        }
        unbind();
        if (inPlace) {
            Access start = new Substitution(Map.of(across.lane(), Index.of(0))).rewrite(nest.target());
            code.addStatement(
                    "System.arraycopy($L, 0, $L,$W" + scope.place(start) + ", $L)",
                    results,
                    target,
                    across.lane().extent());
        }
    }
}
