package io.github.nnc.kernel;

/** Rebuilds expressions and accesses from the inside out; a subclass says what becomes of the parts it cares for. */
public abstract class Rewriter {

    public final Expression rewrite(Expression expression) {
        if (expression instanceof Expression.Load load) {
            return load(load.access());
        } else if (expression instanceof Expression.Reduced) {
            return reduced();
        } else if (expression instanceof Expression.Position position) {
            return new Expression.Position(position(position.index()));
        }
        return built(rebuild(expression));
    }

    private Expression rebuild(Expression expression) {
        if (expression instanceof Expression.Unary unary) {
            return new Expression.Unary(unary.operator(), rewrite(unary.operand()));
        } else if (expression instanceof Expression.Binary binary) {
            return new Expression.Binary(binary.operator(), rewrite(binary.left()), rewrite(binary.right()));
        } else if (expression instanceof Expression.Select select) {
            return new Expression.Select(
                    select.comparison(),
                    rewrite(select.left()),
                    rewrite(select.right()),
                    rewrite(select.then()),
                    rewrite(select.otherwise()));
        }
        return expression;
    }

    public final Access rewrite(Access access) {
        return access(new Access(
                buffer(access.buffer()),
                access.view(),
                access.indices().stream().map(this::rewrite).toList(),
                access.outside()));
    }

    public final Step.Nest rewrite(Step.Nest nest) {
        return new Step.Nest(
                nest.origin(),
                nest.parallel(),
                nest.reduction(),
                nest.reduce(),
                rewrite(nest.body()),
                rewrite(nest.epilogue()),
                rewrite(nest.target()),
                nest.store());
    }

    public final Step rewrite(Step step) {
        if (step instanceof Step.Sequence sequence) {
            return new Step.Sequence(
                    sequence.origin(),
                    sequence.axis(),
                    sequence.steps().stream().map(this::rewrite).toList());
        }
        return rewrite((Step.Nest) step);
    }

    protected Expression load(Access access) {
        return new Expression.Load(rewrite(access));
    }

    protected Expression reduced() {
        return new Expression.Reduced();
    }

    /** What stands in the place of an access whose parts were rewritten already. */
    protected Access access(Access access) {
        return access;
    }

    protected Buffer buffer(Buffer buffer) {
        return buffer;
    }

    /** What stands in the place of an operation whose operands were rewritten already. */
    protected Expression built(Expression operation) {
        return operation;
    }

    protected Index.Affine affine(Index.Affine index) {
        return index;
    }

    /** An index that is used as a number. */
    protected Index.Affine position(Index.Affine index) {
        return affine(index);
    }

    /** What stands in the place of a quotient whose numerator was rewritten already. */
    protected Index division(Index.FloorDivision division) {
        return division;
    }

    private Index rewrite(Index index) {
        if (index instanceof Index.FloorDivision division) {
            return division(new Index.FloorDivision(affine(division.numerator()), division.divisor()));
        } else if (index instanceof Index.Indirect indirect) {
            return new Index.Indirect(rewrite(indirect.id()));
        }
        return affine((Index.Affine) index);
    }
}
