package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Rewriter;
import io.github.nnc.kernel.Step;
import io.github.nnc.kernel.Substitution;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The method that reduces one tile: several points of the block axis, each with several vectors of sums side by side in
 * registers, while the loops of the reduction run inside. Its place along the other axes is a parameter.
 */
final class VectorTile {

    /** So many sums have to be on the way for the multipliers never to wait for one of them. */
    private static final int SUMS_ON_THE_WAY = 8;

    /**
     * HotSpot's first compiler refuses methods with more calls to be inlined, on JDK 17 from some 150 on, on JDK 25 from
     * some 200 on ("out of virtual registers"). One that it has compiled without profiling, because many waited, it can then
     * not compile with profiling, and its second compiler never gets to see it.
     */
    private static final int MOST_CALLS = 130;

    private static final Pattern CALL = Pattern.compile("\\b(?!for\\b|if\\b)\\w+\\(");

    private final VectorPlan plan;
    private final int rows;
    private final int columns;
    private final boolean staged;
    private final int partials;
    private final KernelScope scope;
    private final VectorCode vectors;
    private CodeBlock.Builder code = CodeBlock.builder();
    private final Map<Access, String> rowArrays = new HashMap<>();

    /** @param staged whether what follows the sums is a loop over the rows, rather than code for each */
    private VectorTile(VectorPlan plan, int rows, int columns, boolean staged) {
        this.plan = plan;
        this.rows = rows;
        this.columns = columns;
        this.staged = staged;
        this.partials = partials(plan.innermost(), rows * columns);
        this.scope = new KernelScope(plan.nest().origin());
        this.vectors = new VectorCode(scope, plan.lane(), VectorPlan.SPECIES);
        for (Access access : plan.moving(unguarded(plan.nest().body()))) {
            plan.row(access).ifPresent(row -> rowArrays.put(access, scope.rows(access.buffer(), row.layout())));
        }
    }

    /** @param columns how many vectors wide */
    static VectorMethod of(VectorPlan plan, int rows, int columns, String name) {
        VectorMethod whole = new VectorTile(plan, rows, columns, false).write(name);
        boolean large = CALL.matcher(whole.body().toString()).results().count() > MOST_CALLS;
        return large && rows > 1 && !plan.isScattered() ? new VectorTile(plan, rows, columns, true).write(name) : whole;
    }

    private static int partials(Axis innermost, int sums) {
        int partials = 1;
        while (innermost.extent().isFixed()
                && 2 * partials * sums <= SUMS_ON_THE_WAY
                && 4 * partials <= innermost.extent().max()) {
            partials *= 2;
        }
        return partials;
    }

    private VectorMethod write(String name) {
        if (columns > 1 || staged || plan.isScattered()) {
            scope.local("lanes");
            code.addStatement("int lanes = $L.length()", VectorPlan.SPECIES);
        }
        String start = vectors.broadcast(plan.identity());
        if (rows * columns * partials > 1) {
            String variable = scope.local("start");
            code.addStatement("FloatVector $L = " + start, variable);
            start = variable;
        }
        List<List<List<String>>> sums = new ArrayList<>();
        for (int p = 0; p < partials; p++) {
            sums.add(declareSums(partials == 1 ? "" : "p" + p, start));
        }
        CodeBlock.Builder before = code;
        before.add(scope.startingBefore(plan.reduction(), () -> {
            code = CodeBlock.builder();
            reduce(sums);
            return code.build();
        }));
        code = before;
        for (int p = 1; p < partials; p++) {
            combine(sums.get(0), sums.get(p));
        }
        if (plan.isScattered()) {
            scatter(sums.get(0));
        } else {
            store(sums.get(0));
        }
        return new VectorMethod(name, scope.parameters(), scope.arguments(), code.build());
    }

    private List<List<String>> declareSums(String prefix, String start) {
        List<List<String>> sums = new ArrayList<>();
        String kind = prefix.isEmpty() ? plan.nest().reduce() == Step.Reduction.SUM ? "sum" : "best" : prefix;
        for (int r = 0; r < rows; r++) {
            List<String> row = new ArrayList<>();
            for (int c = 0; c < columns; c++) {
                String sum = scope.local(rows == 1 ? kind + "_" + c : kind + r + "_" + c);
                code.addStatement("FloatVector $L = " + start, sum);
                row.add(sum);
            }
            sums.add(row);
        }
        return sums;
    }

    private void reduce(List<List<List<String>>> sums) {
        Axis inner = plan.innermost();
        List<Axis> around = plan.reduction().subList(0, plan.reduction().size() - 1);
        for (Axis axis : around) {
            String name = scope.declare(axis);
            code.beginControlFlow("for (int $L = 0; $L < $L; $L++)", name, name, scope.bound(axis), name);
        }
        boolean innerGuard = plan.guarded().stream().anyMatch(access -> access.dependsOn(inner));
        if (!innerGuard) {
            openGuard(new Substitution(Map.of()));
        }
        String name = scope.declare(inner);
        long extent = inner.extent().max();
        if (partials > 1) {
            code.addStatement("int $L = 0", name);
            code.beginControlFlow("for (; $L < $L; $L += $L)", name, extent / partials * partials, name, partials);
            for (int p = 0; p < partials; p++) {
                step(p, sums.get(p), innerGuard);
            }
            code.endControlFlow();
        }
        if (partials == 1) {
            code.beginControlFlow("for (int $L = 0; $L < $L; $L++)", name, name, scope.bound(inner), name);
        } else if (extent % partials > 0) {
            code.beginControlFlow("for (; $L < $L; $L++)", name, extent, name);
        }
        if (partials == 1 || extent % partials > 0) {
            step(0, sums.get(0), innerGuard);
            code.endControlFlow();
        }
        if (!innerGuard) {
            closeGuard();
        }
        around.forEach(axis -> code.endControlFlow());
    }

    private void openGuard(Substitution here) {
        String guard = String.join(
                " && ",
                plan.guarded().stream()
                        .map(here::rewrite)
                        .map(scope::guard)
                        .distinct()
                        .toList());
        if (!guard.isEmpty()) {
            code.beginControlFlow("if (" + guard + ")");
        }
    }

    private void closeGuard() {
        if (!plan.guarded().isEmpty()) {
            code.endControlFlow();
        }
    }

    /** One iteration of the innermost reduction, {@code ahead} of its variable. */
    private void step(int ahead, List<List<String>> sums, boolean guarded) {
        vectors.forget();
        Substitution here = ahead == 0
                ? new Substitution(Map.of())
                : new Substitution(
                        Map.of(plan.innermost(), Index.of(plan.innermost()).plus(ahead)));
        if (guarded) {
            openGuard(here);
        }
        List<Expression> bodies = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            bodies.add(unguarded(
                    here.rewrite(atRow(Index.of(r)).rewrite(plan.nest().body()))));
        }
        loadMoving(bodies, here);
        for (int r = 0; r < rows; r++) {
            accumulate(bodies.get(r), sums.get(r));
        }
        if (guarded) {
            closeGuard();
        }
    }

    private Substitution atRow(Index.Affine row) {
        return new Substitution(
                plan.block().map(axis -> Map.of(axis, Index.of(axis).plus(row))).orElse(Map.of()));
    }

    /** The vectors that the points of the tile have in common, and those of each. */
    private void loadMoving(List<Expression> bodies, Substitution here) {
        Map<Access, Access> inRows = new HashMap<>();
        for (int r = 0; r < rows; r++) {
            Substitution there = atRow(Index.of(r));
            rowArrays.keySet().forEach(access -> inRows.put(here.rewrite(there.rewrite(access)), access));
        }
        Set<Access> moving = new LinkedHashSet<>();
        bodies.forEach(body -> moving.addAll(plan.moving(body)));
        for (Access access : moving) {
            boolean row = inRows.containsKey(access);
            String array = row ? declareRow(access, inRows.get(access)) : "";
            for (int c = 0; c < columns; c++) {
                String vector = scope.local(row ? "w" + c : "v" + c);
                String load = row
                        ? "FloatVector.fromArray(" + VectorPlan.SPECIES + ", " + array + ", "
                                + VectorCode.moved(scope.index(Index.of(plan.lane())), c) + ")"
                        : vectors.load(access, c);
                code.addStatement("FloatVector $L = " + load, vector);
                vectors.bind(new Expression.Load(access), c, vector);
            }
        }
    }

    /** The array that has a load along the lanes; {@code original} is the load as the nest has it. */
    private String declareRow(Access access, Access original) {
        int dimension = 0;
        while (!access.indices().get(dimension).dependsOn(plan.lane())) {
            dimension++;
        }
        String array = scope.local("w");
        code.addStatement("float[] $L = $L[$L]", array, rowArrays.get(original), scope.index(access.row(dimension)));
        return array;
    }

    private void accumulate(Expression body, List<String> sums) {
        if (columns > 1) {
            vectors.shareBetweenLanes(body, columns, "x", code);
        }
        for (int c = 0; c < columns; c++) {
            String sum = sums.get(c);
            code.addStatement("$L = " + reduced(body, c, sum), sum);
        }
    }

    private String reduced(Expression body, int column, String sum) {
        if (plan.nest().reduce() == Step.Reduction.SUM
                && body instanceof Expression.Binary product
                && product.operator() == Expression.BinaryOperator.MULTIPLY) {
            return vectors.print(product.left(), column) + ".fma(" + vectors.print(product.right(), column) + ", " + sum
                    + ")";
        }
        return sum + "." + plan.combiner() + "(" + vectors.print(body, column) + ")";
    }

    private void combine(List<List<String>> sums, List<List<String>> partial) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                String sum = sums.get(r).get(c);
                code.addStatement(
                        "$L = $L.$L($L)",
                        sum,
                        sum,
                        plan.combiner(),
                        partial.get(r).get(c));
            }
        }
    }

    private void store(List<List<String>> sums) {
        vectors.forget();
        String y = scope.target(plan.nest().target().buffer());
        if (rows > 1) {
            vectors.shareAlong(plan.block().orElseThrow(), plan.nest().epilogue(), columns, "same", code);
        }
        if (staged) {
            storeInLoop(sums, y);
        } else {
            for (int r = 0; r < rows; r++) {
                storeRow(atRow(Index.of(r)), sums.get(r), y);
            }
        }
    }

    private void storeInLoop(List<List<String>> sums, String y) {
        String all = keep(sums);
        Axis each = new Axis("r", Extent.of(rows));
        scope.open(each, code);
        List<String> row = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            String sum = scope.local("sum" + c);
            String from = VectorCode.moved(scope.index(Index.of(each)) + " * " + columns + " * lanes", c);
            code.addStatement("FloatVector $L = FloatVector.fromArray($L, $L, $L)", sum, VectorPlan.SPECIES, all, from);
            row.add(sum);
        }
        storeRow(atRow(Index.of(each)), row, y);
        code.endControlFlow();
    }

    private void storeRow(Substitution there, List<String> sums, String y) {
        Expression epilogue = there.rewrite(plan.nest().epilogue());
        Access target = there.rewrite(plan.nest().target());
        for (int c = 0; c < columns; c++) {
            vectors.bind(new Expression.Reduced(), c, sums.get(c));
            String value = vectors.print(epilogue, c);
            if (plan.nest().store() == Step.Store.ACCUMULATE) {
                value = vectors.load(target, c) + ".add(" + value + ")";
            }
            code.addStatement(value + ".intoArray($L,$W$L)", y, VectorCode.moved(scope.place(target), c));
        }
    }

    /** Puts all sums into an array, whose name it returns. */
    private String keep(List<List<String>> sums) {
        String all = scope.sums(0, (long) rows * columns * VectorPlan.MOST_LANES);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                code.addStatement(
                        "$L.intoArray($L, $L)", sums.get(r).get(c), all, VectorCode.moved("0", r * columns + c));
            }
        }
        return all;
    }

    /** Stores results that are no neighbours, one by one. */
    private void scatter(List<List<String>> sums) {
        String all = keep(sums);
        String y = scope.target(plan.nest().target().buffer());
        Axis each = new Axis("o", plan.lane().extent());
        String o = scope.declare(each);
        if (VectorPlan.isWide(plan.lane())) {
            code.beginControlFlow("for (int $L = 0; $L < $L * lanes; $L++)", o, o, columns, o);
        } else {
            String rest = plan.lane().extent() + " - " + scope.index(Index.of(plan.lane()));
            code.beginControlFlow("for (int $L = 0; $L < Math.min($L * lanes, $L); $L++)", o, o, columns, rest, o);
        }
        for (int r = 0; r < rows; r++) {
            Step.Nest here = new Substitution(
                            Map.of(plan.lane(), Index.of(plan.lane()).plus(Index.of(each))))
                    .rewrite(atRow(Index.of(r)).rewrite(plan.nest()));
            scope.bind(new Expression.Reduced(), all + "[" + (r == 0 ? "" : r * columns + " * lanes + ") + o + "]");
            code.addStatement("$L = " + scope.print(here.epilogue()), scope.element(here.target(), y));
        }
        code.endControlFlow();
    }

    /** The same loads without their guards. */
    static Expression unguarded(Expression expression) {
        return new Rewriter() {
            @Override
            protected Access access(Access access) {
                return new Access(access.buffer(), access.view(), access.indices(), OptionalDouble.empty());
            }
        }.rewrite(expression);
    }
}
