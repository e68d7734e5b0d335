package io.github.nnc.kernel;

import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Writes the steps of one layer after another; belongs to one thread. */
public final class KernelBuilder {

    private final String origin;
    private final List<Buffer> buffers;
    private final List<Step> steps;

    public KernelBuilder(String origin) {
        this(origin, new ArrayList<>());
    }

    private KernelBuilder(String origin, List<Buffer> buffers) {
        this.origin = origin;
        this.buffers = buffers;
        this.steps = new ArrayList<>();
    }

    /** An array that lives inside the layer only. */
    public Buffer temporary(String name, Shape shape) {
        return buffer(name, Buffer.Role.TEMPORARY, Buffer.Element.FLOAT, shape);
    }

    /** The same for whole numbers, which may stand as indices. */
    public Buffer temporaryIds(String name, Shape shape) {
        return buffer(name, Buffer.Role.TEMPORARY, Buffer.Element.INT, shape);
    }

    /** An array that keeps its values until the next call; zeros at first. */
    public Buffer state(String name, Shape shape) {
        return buffer(name, Buffer.Role.STATE, Buffer.Element.FLOAT, shape);
    }

    private Buffer buffer(String name, Buffer.Role role, Buffer.Element element, Shape shape) {
        Buffer buffer = new Buffer(origin + "." + name, role, element, shape);
        buffers.add(buffer);
        return buffer;
    }

    /** Numbers that the layer's arguments say, row-major; each must be finite as a float. */
    public Buffer table(String name, Shape shape, double[] numbers) {
        Buffer buffer = Buffer.table(origin + "." + name, shape, numbers);
        buffers.add(buffer);
        return buffer;
    }

    /** One axis for each dimension of a shape, named after the prefix. */
    public static List<Axis> axes(String prefix, Shape shape) {
        List<Axis> axes = new ArrayList<>();
        for (Extent extent : shape.extents()) {
            axes.add(new Axis(prefix + axes.size(), extent));
        }
        return axes;
    }

    /** How many points axes have together, as a number; a product where lengths vary. */
    public static Expression count(List<Axis> axes) {
        double fixed = 1;
        Expression varying = null;
        for (Axis axis : axes) {
            if (axis.extent().isFixed()) {
                fixed *= axis.extent().max();
            } else {
                Expression length = new Expression.Position(Index.of(axis.extent()));
                varying = varying == null ? length : varying.times(length);
            }
        }
        Expression number = Expression.constant(fixed);
        return varying == null ? number : fixed == 1 ? varying : varying.times(number);
    }

    /** Each axis as the index of a dimension. */
    public static List<Index> indices(List<Axis> axes) {
        return axes.stream().<Index>map(Index::of).toList();
    }

    /** For each point of the axes: {@code target = value}. */
    public void map(List<Axis> parallel, Expression value, Access target) {
        reduce(parallel, List.of(), Step.Reduction.NONE, value, reduced -> reduced, target);
    }

    /** For each point of the parallel axes: {@code target = epilogue(reduction of body)}. */
    public void reduce(
            List<Axis> parallel,
            List<Axis> reduction,
            Step.Reduction operation,
            Expression body,
            UnaryOperator<Expression> epilogue,
            Access target) {
        steps.add(new Step.Nest(
                origin,
                parallel,
                reduction,
                operation,
                body,
                epilogue.apply(new Expression.Reduced()),
                target,
                Step.Store.ASSIGN));
    }

    /** Steps that run for each value of the axis, in order. */
    public void sequence(Axis axis, Consumer<KernelBuilder> steps) {
        KernelBuilder inner = new KernelBuilder(origin, buffers);
        steps.accept(inner);
        this.steps.add(new Step.Sequence(origin, axis, inner.steps));
    }

    /** The temporaries, tables and states of all steps. */
    public List<Buffer> buffers() {
        return List.copyOf(buffers);
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }
}
