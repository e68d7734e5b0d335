package io.github.nnc.kernel;

import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.testing.ErrorFunction;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/**
 * Runs a program as it stands, loop by loop: the oracle for everything that rewrites programs. Each index is checked, no
 * point of a nest may read what another one writes, and what was never stored reads as NaN.
 */
public final class Interpreter {

    private final Program program;
    private final DoubleUnaryOperator rounding;
    private final Map<Extent, Long> symbols = new HashMap<>();
    private final Map<Buffer, double[]> memory = new HashMap<>();
    private final Map<Counter, Long> steps = new HashMap<>();
    private final Map<Axis, Long> position = new HashMap<>();
    private double reduced;
    private Buffer written;
    private int writtenAt;

    private Interpreter(Program program, DoubleUnaryOperator rounding) {
        this.program = program;
        this.rounding = rounding;
        program.counters().forEach(counter -> steps.put(counter, 0L));
        for (Buffer state : program.buffers(Buffer.Role.STATE)) {
            memory.put(state, new double[state.shape().elements().intValueExact()]);
        }
    }

    /** For any number of calls, each going on from the one before, with every operation in double precision. */
    public static Interpreter of(Program program) {
        return new Interpreter(program, x -> x);
    }

    /** The outputs of one call, in the program's order, with every operation in double precision. */
    public static List<double[]> inDouble(
            Program program, Map<Buffer, double[]> given, Map<? extends Extent, Long> symbols) {
        return of(program).call(given, symbols);
    }

    /** The same, rounding the result of every operation to float. */
    public static List<double[]> inFloat(
            Program program, Map<Buffer, double[]> given, Map<? extends Extent, Long> symbols) {
        return new Interpreter(program, x -> (float) x).call(given, symbols);
    }

    /** The outputs, in the program's order. */
    public List<double[]> call(Map<Buffer, double[]> given, Map<? extends Extent, Long> lengths) {
        symbols.clear();
        symbols.putAll(lengths);
        steps.forEach((counter, before) -> {
            symbols.put(counter.elapsed(), before);
            symbols.put(counter.total(), before + length(counter.step()));
            require(before + length(counter.step()) <= counter.capacity(), () -> counter + " is full");
        });
        for (Buffer buffer : program.buffers()) {
            if (buffer.role() == Buffer.Role.STATE) {
                continue;
            }
            double[] values = new double[(int) size(buffer.shape())];
            Arrays.fill(values, Double.NaN);
            double[] start = buffer.numbers().map(Interpreter::widened).orElse(given.get(buffer));
            if (start != null) {
                require(start.length == values.length, () -> buffer + " is given " + start.length + " values");
                Arrays.setAll(values, i -> rounding.applyAsDouble(start[i]));
            }
            memory.put(buffer, values);
        }
        program.preparation().forEach(this::execute);
        program.steps().forEach(this::execute);
        steps.replaceAll((counter, before) -> before + length(counter.step()));
        return program.buffers(Buffer.Role.OUTPUT).stream().map(memory::get).toList();
    }

    private static double[] widened(float[] numbers) {
        double[] wide = new double[numbers.length];
        Arrays.setAll(wide, i -> numbers[i]);
        return wide;
    }

    private void execute(Step step) {
        if (step instanceof Step.Nest nest) {
            each(nest.parallel(), 0, () -> store(nest));
        } else if (step instanceof Step.Sequence sequence) {
            each(List.of(sequence.axis()), 0, () -> sequence.steps().forEach(this::execute));
        }
    }

    private void each(List<Axis> axes, int depth, Runnable body) {
        if (depth == axes.size()) {
            body.run();
            return;
        }
        Axis axis = axes.get(depth);
        for (long i = 0; i < length(axis.extent()); i++) {
            position.put(axis, i);
            each(axes, depth + 1, body);
        }
        position.remove(axis);
    }

    private void store(Step.Nest nest) {
        written = null;
        int at = offset(nest.target());
        require(
                at >= 0,
                () -> nest.origin() + " stores outside of " + nest.target().buffer());
        written = nest.target().buffer();
        writtenAt = at;
        reduced = reduce(nest);
        double value = evaluate(nest.epilogue());
        double[] target = memory.get(written);
        target[at] = nest.store() == Step.Store.ASSIGN ? value : rounding.applyAsDouble(target[at] + value);
    }

    private double reduce(Step.Nest nest) {
        if (nest.reduce() == Step.Reduction.NONE) {
            return evaluate(nest.body());
        }
        double[] state = {
            switch (nest.reduce()) {
                case NONE, SUM -> 0;
                case PRODUCT -> 1;
                case MAXIMUM, ARGMAX -> Double.NEGATIVE_INFINITY;
                case MINIMUM -> Double.POSITIVE_INFINITY;
            },
            0
        };
        each(nest.reduction(), 0, () -> accumulate(nest, state, evaluate(nest.body())));
        return nest.reduce() == Step.Reduction.ARGMAX ? state[1] : state[0];
    }

    private void accumulate(Step.Nest nest, double[] state, double value) {
        switch (nest.reduce()) {
            case NONE -> throw new IllegalStateException(nest.origin());
            case SUM -> state[0] = rounding.applyAsDouble(state[0] + value);
            case PRODUCT -> state[0] = rounding.applyAsDouble(state[0] * value);
            case MAXIMUM -> state[0] = Math.max(state[0], value);
            case MINIMUM -> state[0] = Math.min(state[0], value);
            case ARGMAX -> {
                if (value > state[0]) {
                    state[0] = value;
                    state[1] = position.get(nest.reduction().get(0));
                }
            }
        }
    }

    private double evaluate(Expression expression) {
        if (expression instanceof Expression.Constant constant) {
            return rounding.applyAsDouble(constant.value());
        }
        if (expression instanceof Expression.Reduced) {
            return reduced;
        }
        if (expression instanceof Expression.Position at) {
            return value(at.index());
        }
        if (expression instanceof Expression.Load load) {
            return load(load.access());
        }
        if (expression instanceof Expression.Unary unary) {
            return rounding.applyAsDouble(apply(unary.operator(), evaluate(unary.operand())));
        }
        if (expression instanceof Expression.Binary binary) {
            return rounding.applyAsDouble(apply(binary.operator(), evaluate(binary.left()), evaluate(binary.right())));
        }
        Expression.Select select = (Expression.Select) expression;
        boolean holds = holds(select.comparison(), evaluate(select.left()), evaluate(select.right()));
        // both sides: generated code may load from the one that is not chosen, too
        double then = evaluate(select.then());
        double otherwise = evaluate(select.otherwise());
        return holds ? then : otherwise;
    }

    private double load(Access access) {
        int at = offset(access);
        require(at >= 0 || access.outside().isPresent(), () -> "a load leaves " + access.buffer());
        require(
                access.buffer() != written || at < 0 || at == writtenAt,
                () -> "a point of a nest reads what another one writes: " + written);
        return at >= 0 ? memory.get(access.buffer())[at] : access.outside().getAsDouble();
    }

    private static double apply(Expression.UnaryOperator operator, double x) {
        return switch (operator) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Math.rint(x);
            case SQRT -> Math.sqrt(x);
            case EXP -> Math.exp(x);
            case EXPM1 -> Math.expm1(x);
            case LOG -> Math.log(x);
            case LOG1P -> Math.log1p(x);
            case TANH -> Math.tanh(x);
            case ERF -> ErrorFunction.erf(x);
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
        };
    }

    private static double apply(Expression.BinaryOperator operator, double x, double y) {
        return switch (operator) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
            case MINIMUM -> Math.min(x, y);
            case MAXIMUM -> Math.max(x, y);
            case POWER -> Math.pow(x, y);
        };
    }

    private static boolean holds(Expression.Comparison comparison, double x, double y) {
        return switch (comparison) {
            case LESS -> x < y;
            case LESS_OR_EQUAL -> x <= y;
            case EQUAL -> x == y;
        };
    }

    /** Where an access goes in its array; -1 where an index leaves the view. */
    private int offset(Access access) {
        boolean same = access.view() == access.buffer().shape();
        require(
                same || size(access.view()) == size(access.buffer().shape()),
                () -> access.buffer() + " seen as " + access.view());
        long at = 0;
        for (int d = 0; d < access.indices().size(); d++) {
            long index = value(access.indices().get(d));
            long extent = length(access.view().extent(d));
            if (index < 0 || index >= extent) {
                return -1;
            }
            at = at * extent + index;
        }
        return (int) at;
    }

    private long value(Index index) {
        if (index instanceof Index.FloorDivision division) {
            return Math.floorDiv(value(division.numerator()), division.divisor());
        }
        if (index instanceof Index.Indirect indirect) {
            return (long) load(indirect.id());
        }
        Index.Affine affine = (Index.Affine) index;
        long sum = affine.constant();
        for (Index.Term term : affine.terms()) {
            sum += position.get(term.axis()) * term.coefficient();
        }
        for (Index.Multiple multiple : affine.lengths()) {
            sum += length(multiple.length()) * multiple.coefficient();
        }
        return sum;
    }

    private long length(Extent extent) {
        return extent.isFixed() ? extent.max() : symbols.get(extent);
    }

    private long size(Shape shape) {
        long size = 1;
        for (Extent extent : shape.extents()) {
            size *= length(extent);
        }
        return size;
    }

    private static void require(boolean condition, Supplier<String> message) {
        if (!condition) {
            throw new IllegalStateException(message.get());
        }
    }
}
