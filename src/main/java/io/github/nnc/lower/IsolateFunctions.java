package io.github.nnc.lower;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Reads;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Loop fission around transcendental functions: in nests over many values, what a function is applied to is stored in a
 * temporary, the function maps that array to another as a {@link FunctionMap}, and the rest of the expression reads it.
 */
final class IsolateFunctions implements Pass {

    private final Thresholds thresholds;

    IsolateFunctions(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    @Override
    public Program apply(Program program) {
        List<Buffer> buffers = new ArrayList<>(program.buffers());
        List<Step> steps = isolated(program.steps(), buffers);
        return program.with(buffers, steps);
    }

    private List<Step> isolated(List<Step> steps, List<Buffer> buffers) {
        List<Step> result = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Sequence sequence) {
                result.add(new Step.Sequence(sequence.origin(), sequence.axis(), isolated(sequence.steps(), buffers)));
            } else {
                Step.Nest nest = (Step.Nest) step;
                if (FunctionMap.of(nest, thresholds).isPresent()) {
                    result.add(nest);
                } else {
                    result.addAll(new Fission(nest, thresholds, buffers).steps());
                }
            }
        }
        return result;
    }

    /** One nest on its way to becoming several. */
    private static final class Fission {

        private final Step.Nest nest;
        private final Thresholds thresholds;
        private final List<Buffer> buffers;
        private final List<Step.Nest> steps = new ArrayList<>();

        Fission(Step.Nest nest, Thresholds thresholds, List<Buffer> buffers) {
            this.nest = nest;
            this.thresholds = thresholds;
            this.buffers = buffers;
        }

        List<Step.Nest> steps() {
            if (nest.reduce() == Step.Reduction.NONE) {
                Expression value = Subexpressions.replace(nest.epilogue(), new Expression.Reduced(), nest.body());
                if (isIsolated(nest.parallel(), value)) {
                    map(value);
                } else {
                    steps.add(nest);
                }
                return steps;
            }
            List<Axis> all = new ArrayList<>(nest.parallel());
            all.addAll(nest.reduction());
            Expression body = isIsolated(all, nest.body()) ? isolate(all, nest.body()) : nest.body();
            if (isIsolated(nest.parallel(), nest.epilogue())) {
                Expression argument =
                        Subexpressions.around(new Expression.Reduced(), nest.epilogue(), Fission::isFunction);
                Access stored = temporary(nest.parallel(), "argument");
                steps.add(reduction(body, argument, stored, Step.Store.ASSIGN));
                map(Subexpressions.replace(nest.epilogue(), argument, new Expression.Load(stored)));
            } else {
                steps.add(reduction(body, nest.epilogue(), nest.target(), nest.store()));
            }
            return steps;
        }

        private boolean isIsolated(List<Axis> axes, Expression expression) {
            return thresholds.areManyForFunctions(axes)
                    && Subexpressions.innermost(expression, FunctionMap::isFunction)
                            .isPresent();
        }

        private static boolean isFunction(Expression expression) {
            return expression instanceof Expression.Unary unary && FunctionMap.isFunction(unary.operator());
        }

        private Step.Nest reduction(Expression body, Expression epilogue, Access target, Step.Store store) {
            return new Step.Nest(
                    nest.origin(), nest.parallel(), nest.reduction(), nest.reduce(), body, epilogue, target, store);
        }

        /** Writes a value to the target of the nest; the last function straight to it where that is all. */
        private void map(Expression value) {
            List<Axis> axes = nest.parallel();
            Expression rest = isolate(axes, value);
            if (rest instanceof Expression.Load load
                    && !steps.isEmpty()
                    && last().target().buffer() == load.access().buffer()
                    && last().reduction().isEmpty()
                    && nest.store() == Step.Store.ASSIGN
                    && FunctionMap.isWhole(load.access(), axes)
                    && FunctionMap.isWhole(nest.target(), axes)) {
                Step.Nest function = steps.remove(steps.size() - 1);
                buffers.remove(load.access().buffer());
                Access target = Access.walk(nest.target().buffer(), function.parallel());
                add(function.parallel(), function.body(), target, Step.Store.ASSIGN);
            } else {
                add(axes, rest, nest.target(), nest.store());
            }
        }

        private Step.Nest last() {
            return steps.get(steps.size() - 1);
        }

        /** The expression with every function replaced by what a nest of its own computes, unless a loop may keep them. */
        private Expression isolate(List<Axis> axes, Expression expression) {
            Expression rest = expression;
            Optional<Expression.Unary> found = Subexpressions.innermost(rest, FunctionMap::isFunction);
            while (found.isPresent() && !isStraight(axes, rest)) {
                Expression.Unary function = found.get();
                List<Axis> moving = axes.stream()
                        .filter(axis -> Subexpressions.dependsOn(function, axis))
                        .toList();
                Access argument = argument(moving, function.operand());
                Access result = temporary(moving, "function");
                addFunction(function.operator(), argument, result, moving);
                rest = Subexpressions.replace(rest, function, new Expression.Load(result));
                found = Subexpressions.innermost(rest, FunctionMap::isFunction);
            }
            return rest;
        }

        /** One axis over all values where their number is known, so that no loop ends with each row. */
        private void addFunction(Expression.UnaryOperator function, Access from, Access to, List<Axis> axes) {
            boolean fixed = axes.stream().allMatch(axis -> axis.extent().isFixed());
            List<Axis> walk = fixed
                    ? List.of(new Axis("i", Extent.of(Cost.iterations(axes).longValueExact())))
                    : axes;
            Expression value = new Expression.Load(Access.walk(from.buffer(), walk)).apply(function);
            add(walk, value, Access.walk(to.buffer(), walk), Step.Store.ASSIGN);
        }

        /** Where the operand of a function lies, or is put. */
        private Access argument(List<Axis> axes, Expression operand) {
            if (operand instanceof Expression.Load load && FunctionMap.isWhole(load.access(), axes)) {
                return load.access();
            }
            Access stored = temporary(axes, "argument");
            add(axes, operand, stored, Step.Store.ASSIGN);
            return stored;
        }

        /** Whether HotSpot makes vector instructions of a loop that stores the value at the target. */
        private boolean isStraight(List<Axis> axes, Expression value) {
            return nest.store() == Step.Store.ASSIGN
                    && FunctionMap.isWhole(nest.target(), axes)
                    && Reads.of(value).stream()
                            .allMatch(read -> FunctionMap.isWhole(read, axes)
                                    && read.view().equals(nest.target().view()))
                    && Subexpressions.operations(value).stream().allMatch(Fission::hasVectorInstructions);
        }

        private static boolean hasVectorInstructions(Expression operation) {
            if (operation instanceof Expression.Unary unary) {
                return switch (unary.operator()) {
                    case NEGATE, ABS, SQRT, TANH, ERF -> true;
                    default -> false;
                };
            }
            return operation instanceof Expression.Binary binary
                    && binary.operator() != Expression.BinaryOperator.POWER;
        }

        private void add(List<Axis> axes, Expression value, Access target, Step.Store store) {
            steps.add(new Step.Nest(
                    nest.origin(),
                    axes,
                    List.of(),
                    Step.Reduction.NONE,
                    value,
                    new Expression.Reduced(),
                    target,
                    store));
        }

        private Access temporary(List<Axis> axes, String name) {
            List<Extent> extents = axes.stream().map(Axis::extent).toList();
            Buffer buffer = new Buffer(
                    nest.origin() + "." + buffers.size() + "." + name,
                    Buffer.Role.TEMPORARY,
                    Buffer.Element.FLOAT,
                    new Shape(extents));
            buffers.add(buffer);
            return Access.of(buffer, KernelBuilder.indices(axes));
        }
    }
}
