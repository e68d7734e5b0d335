package io.github.nnc.emit;

import com.palantir.javapoet.MethodSpec;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Step;
import io.github.nnc.lower.Division;
import io.github.nnc.tensor.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/**
 * A reduction in tiles of registers: a driver walks along the lanes, a panel along all other axes, a tile reduces. What a
 * panel reads of the weights stays in the cache while all points use it.
 */
final class VectorTiles {

    private final VectorPlan plan;
    private final String name;
    private final Optional<Axis> divided;
    private final List<MethodSpec> methods = new ArrayList<>();

    private VectorTiles(VectorPlan plan, String name, Optional<Axis> divided) {
        this.divided = divided;
        this.plan = plan;
        this.name = name;
    }

    /** The kernel of a nest, if its points can lie in vectors. */
    static Optional<KernelWriter<VectorKernel>> of(Step.Nest nest) {
        return VectorPlan.of(nest)
                .map(plan -> new KernelWriter<>(axis -> unit(plan, axis), divided -> kernel(plan, divided)));
    }

    /** Whole tiles of both widths: one of another width might add in another order. */
    private static long unit(VectorPlan plan, Axis axis) {
        Tile many = Tile.many(plan);
        Tile few = Tile.few(plan);
        if (axis == plan.lane()) {
            boolean whole = axis.extent().isFixed() && axis.extent().max() % VectorPlan.MOST_LANES == 0;
            return whole
                    ? Division.multiple(many.columns * VectorPlan.MOST_LANES, few.columns * VectorPlan.MOST_LANES / 2)
                    : 0;
        }
        return plan.block().filter(axis::equals).isPresent() ? Division.multiple(many.rows, few.rows) : 1;
    }

    private static VectorKernel kernel(VectorPlan plan, Optional<Axis> divided) {
        VectorMethod driver = new VectorTiles(plan, "kernel", divided).write();
        return new VectorKernel(
                plan.lane().extent() instanceof Extent.Symbol length ? Optional.of(length) : Optional.empty(),
                hint(plan.nest()),
                name -> {
                    VectorTiles tiles = new VectorTiles(plan, name, divided);
                    VectorMethod first = tiles.write();
                    tiles.methods.add(
                            0,
                            first.spec(
                                    "Reduces " + Sizes.of(plan.nest().reduction()) + " to each of "
                                            + Sizes.of(plan.nest().parallel()) + " values, in tiles.",
                                    Modifier.STATIC));
                    return tiles.methods;
                },
                driver.parameters(),
                driver.arguments());
    }

    private static String hint(Step.Nest nest) {
        return "tiles" + Sizes.of(nest.parallel()) + "Over" + Sizes.of(nest.reduction());
    }

    /** How many points and how many vectors a tile has. */
    private record Tile(int rows, int columns) {

        /** For 32 registers. */
        static Tile many(VectorPlan plan) {
            return of(plan, 24, VectorPlan.MOST_LANES);
        }

        /** For 16 registers, of half the length. */
        static Tile few(VectorPlan plan) {
            return of(plan, 12, VectorPlan.MOST_LANES / 2);
        }

        /**
         * As large as so many registers for sums allow.
         *
         * @param lanes of one vector
         */
        static Tile of(VectorPlan plan, int registers, int lanes) {
            int most = (int) Math.min(
                    8, fixed(plan.lane()) ? Math.max(1, plan.lane().extent().max() / lanes) : 8);
            if (plan.block().isEmpty()) {
                return new Tile(1, Math.min(most, registers));
            }
            Axis block = plan.block().orElseThrow();
            int columns = Math.min(most, registers >= 16 ? 4 : 2);
            int rows = Math.min(14, registers / columns);
            if (fixed(block) && block.extent().max() <= rows) {
                rows = (int) block.extent().max();
                return new Tile(rows, Math.min(most, registers / rows));
            }
            return new Tile(fixed(block) ? divisor(block.extent().max(), rows) : rows, columns);
        }

        /** The largest number of rows that leaves none over, unless it is much too small: then tiles about as large. */
        private static int divisor(long extent, int most) {
            for (int rows = most; rows > most / 2; rows--) {
                if (extent % rows == 0) {
                    return rows;
                }
            }
            long tiles = (extent + most - 1) / most;
            return (int) ((extent + tiles - 1) / tiles);
        }

        private static boolean fixed(Axis axis) {
            return axis.extent().isFixed();
        }
    }

    private VectorMethod write() {
        VectorCaller driver = new VectorCaller(divided);
        driver.code().addStatement("int lanes = $L.length()", VectorPlan.SPECIES);
        driver.code().addStatement("int $L = $L", driver.declare(plan.lane()), driver.begin(plan.lane()));
        Tile many = Tile.many(plan);
        Tile few = Tile.few(plan);
        if (many.equals(few)) {
            walk(driver, many);
        } else {
            driver.code().beginControlFlow("if (lanes == 8)");
            walk(driver, few);
            driver.code().nextControlFlow("else");
            walk(driver, many);
            driver.code().endControlFlow();
        }
        finish(driver);
        return driver.method(name);
    }

    private void walk(VectorCaller driver, Tile tile) {
        String j = driver.declare(plan.lane());
        String bound = driver.bound(plan.lane());
        boolean whole = plan.lane().extent().isFixed()
                && plan.lane().extent().max() % ((long) tile.columns * VectorPlan.MOST_LANES) == 0;
        if (tile.columns > 1) {
            driver.code()
                    .beginControlFlow(
                            "for (; $L + $L * lanes <= $L; $L += $L * lanes)", j, tile.columns, bound, j, tile.columns);
            driver.call(panel(tile), Map.of());
            driver.code().endControlFlow();
        }
        if (tile.columns == 1 || !whole) {
            boolean wide = VectorPlan.isWide(plan.lane());
            driver.code()
                    .beginControlFlow("for (; $L" + (wide ? " + lanes <= " : " < ") + "$L; $L += lanes)", j, bound, j);
            driver.call(panel(new Tile(tile.rows, 1)), Map.of());
            driver.code().endControlFlow();
        }
    }

    /** What is left is less than a vector: it overlaps the one before, or goes point by point. */
    private void finish(VectorCaller driver) {
        long extent = plan.lane().extent().max();
        boolean fixed = plan.lane().extent().isFixed();
        if (!VectorPlan.isWide(plan.lane()) || fixed && extent % VectorPlan.MOST_LANES == 0) {
            return;
        }
        String j = driver.declare(plan.lane());
        String bound = driver.bound(plan.lane());
        boolean overlaps = plan.mayRepeat();
        if (overlaps) {
            driver.code()
                    .beginControlFlow(
                            fixed ? "if ($L < $L)" : "if ($L < $L && $L >= lanes)",
                            fixed ? new Object[] {j, bound} : new Object[] {j, bound, bound});
            driver.code().addStatement("$L = $L - lanes", j, bound);
            driver.call(panel(new Tile(Tile.of(plan, 12, 8).rows, 1)), Map.of());
            driver.code().addStatement("$L = $L", j, bound);
            driver.code().endControlFlow();
        }
        if (!overlaps || !fixed) {
            driver.code().beginControlFlow("for (; $L < $L; $L++)", j, bound, j);
            VectorCaller around = panelOf(plan.outer(), VectorTail.of(plan, name + "Point"), "one point");
            VectorMethod points = around.method(name + "Points");
            methods.add(points.spec("All points at one place of the lanes.", Modifier.PRIVATE, Modifier.STATIC));
            driver.call(points, Map.of());
            driver.code().endControlFlow();
        }
    }

    private VectorCaller panelOf(List<Axis> outer, VectorMethod point, String what) {
        methods.add(point.spec("Reduces " + what + ".", Modifier.PRIVATE, Modifier.STATIC));
        VectorCaller caller = new VectorCaller(divided);
        outer.forEach(caller::open);
        plan.block().ifPresent(caller::open);
        caller.call(point, Map.of());
        plan.block().ifPresent(axis -> caller.code().endControlFlow());
        outer.forEach(axis -> caller.code().endControlFlow());
        return caller;
    }

    private VectorMethod panel(Tile tile) {
        String panel = name + "Panel" + tile.rows + "x" + tile.columns;
        Optional<MethodSpec> known =
                methods.stream().filter(method -> method.name().equals(panel)).findFirst();
        VectorCaller caller = new VectorCaller(divided);
        plan.outer().forEach(caller::open);
        if (plan.block().isEmpty()) {
            caller.call(tile(tile), Map.of());
        } else {
            addBlocks(caller, plan.block().orElseThrow(), tile);
        }
        plan.outer().forEach(axis -> caller.code().endControlFlow());
        VectorMethod method = caller.method(panel);
        if (known.isEmpty()) {
            methods.add(
                    method.spec("All points, " + tile.columns + " vectors wide.", Modifier.PRIVATE, Modifier.STATIC));
        }
        return method;
    }

    private void addBlocks(VectorCaller caller, Axis block, Tile tile) {
        String i = caller.declare(block);
        String bound = caller.bound(block);
        long extent = block.extent().max();
        boolean fixed = block.extent().isFixed();
        caller.code().addStatement("int $L = $L", i, caller.begin(block));
        caller.code().beginControlFlow("for (; $L + $L <= $L; $L += $L)", i, tile.rows, bound, i, tile.rows);
        caller.call(tile(tile), Map.of());
        caller.code().endControlFlow();
        if (fixed && extent % tile.rows > 0) {
            if (caller.isDivided(block)) {
                caller.code().beginControlFlow("if ($L < $L)", i, bound);
            }
            caller.call(tile(new Tile((int) (extent % tile.rows), tile.columns)), Map.of());
            if (caller.isDivided(block)) {
                caller.code().endControlFlow();
            }
        } else if (!fixed && tile.rows > 1) {
            caller.code().beginControlFlow("for (; $L < $L; $L++)", i, bound, i);
            caller.call(tile(new Tile(1, tile.columns)), Map.of());
            caller.code().endControlFlow();
        }
    }

    private VectorMethod tile(Tile tile) {
        VectorMethod method = VectorTile.of(plan, tile.rows, tile.columns, name + tile.rows + "x" + tile.columns);
        if (methods.stream().noneMatch(known -> known.name().equals(method.name()))) {
            methods.add(method.spec(
                    "Reduces a tile of " + tile.rows + " points by " + tile.columns + " vectors.",
                    Modifier.PRIVATE,
                    Modifier.STATIC));
        }
        return method;
    }
}
