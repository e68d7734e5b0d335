package io.github.nnc.emit;

import com.palantir.javapoet.CodeBlock;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.tensor.Extent;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Prints expressions as operations on vectors whose lanes are neighbouring iterations of one axis. What does not move
 * with the axis is computed once and broadcast.
 */
final class VectorCode {

    private static final Set<Expression.UnaryOperator> FUNCTIONS = Set.of(
            Expression.UnaryOperator.NEGATE,
            Expression.UnaryOperator.ABS,
            Expression.UnaryOperator.SQRT,
            Expression.UnaryOperator.EXP,
            Expression.UnaryOperator.EXPM1,
            Expression.UnaryOperator.TANH,
            Expression.UnaryOperator.ERF);

    private final KernelScope scope;
    private final Axis lane;
    private final String species;
    private final Map<Placed, String> variables = new HashMap<>();

    /** An expression so many registers right of the axis. */
    private record Placed(Expression expression, int registers) {}

    /** @param species the variable that has the kind of vectors */
    VectorCode(KernelScope scope, Axis lane, String species) {
        this.scope = scope;
        this.lane = lane;
        this.species = species;
    }

    /**
     * Whether an expression can be computed for neighbouring iterations at once.
     *
     * @param loadable which loads that move with the axis can be
     */
    static boolean supports(Expression expression, Axis lane, Predicate<Access> loadable) {
        if (isInvariant(expression, lane)) {
            return true;
        } else if (expression instanceof Expression.Load load) {
            return loadable.test(load.access());
        } else if (expression instanceof Expression.Unary unary) {
            return FUNCTIONS.contains(unary.operator()) && supports(unary.operand(), lane, loadable);
        } else if (expression instanceof Expression.Binary binary) {
            return binary.operator() != Expression.BinaryOperator.POWER
                    && supports(binary.left(), lane, loadable)
                    && supports(binary.right(), lane, loadable);
        } else if (expression instanceof Expression.Select select) {
            return List.of(select.left(), select.right(), select.then(), select.otherwise()).stream()
                    .allMatch(part -> supports(part, lane, loadable));
        }
        return expression instanceof Expression.Reduced;
    }

    /** Whether a vector can be loaded as it stands: neighbouring numbers, and no guard at all. */
    static boolean isPlain(Access access, Axis lane) {
        return access.outside().isEmpty() && isContiguous(access, lane);
    }

    /** Whether neighbouring iterations find neighbouring numbers, and no guard depends on them. */
    static boolean isContiguous(Access access, Axis lane) {
        if (access.buffer().element() != Buffer.Element.FLOAT || access.buffer().role() == Buffer.Role.ROWS) {
            return false;
        }
        long stride = 0;
        long size = 1;
        boolean known = true;
        for (int i = access.indices().size() - 1; i >= 0; i--) {
            Index index = access.indices().get(i);
            if (index.dependsOn(lane)) {
                if (!(index instanceof Index.Affine affine) || !known || isGuarded(access, affine, i)) {
                    return false;
                }
                for (Index.Term term : affine.terms()) {
                    stride += term.axis() == lane ? term.coefficient() * size : 0;
                }
            }
            Extent extent = access.view().extent(i);
            known &= extent.isFixed();
            size *= extent.max();
        }
        return stride == 1;
    }

    private static boolean isGuarded(Access access, Index.Affine index, int dimension) {
        return access.outside().isPresent()
                && (index.least() < 0
                        || index.minus(Index.of(access.view().extent(dimension)))
                                        .most()
                                >= 0);
    }

    /** Whether it is the same number for all iterations; the reduced value never is. */
    static boolean isInvariant(Expression expression, Axis lane) {
        if (expression instanceof Expression.Load load) {
            return !load.access().dependsOn(lane);
        } else if (expression instanceof Expression.Position position) {
            return !position.index().dependsOn(lane);
        } else if (expression instanceof Expression.Unary unary) {
            return isInvariant(unary.operand(), lane);
        } else if (expression instanceof Expression.Binary binary) {
            return isInvariant(binary.left(), lane) && isInvariant(binary.right(), lane);
        } else if (expression instanceof Expression.Select select) {
            return isInvariant(select.left(), lane)
                    && isInvariant(select.right(), lane)
                    && isInvariant(select.then(), lane)
                    && isInvariant(select.otherwise(), lane);
        }
        return expression instanceof Expression.Constant;
    }

    /** The largest parts that are as wanted. */
    private static void addParts(Expression expression, Predicate<Expression> wanted, Set<Expression> found) {
        if (wanted.test(expression)) {
            found.add(expression);
        } else if (expression instanceof Expression.Unary unary) {
            addParts(unary.operand(), wanted, found);
        } else if (expression instanceof Expression.Binary binary) {
            addParts(binary.left(), wanted, found);
            addParts(binary.right(), wanted, found);
        } else if (expression instanceof Expression.Select select) {
            addParts(select.left(), wanted, found);
            addParts(select.right(), wanted, found);
            addParts(select.then(), wanted, found);
            addParts(select.otherwise(), wanted, found);
        }
    }

    /** Computes what is the same in all lanes, constants aside, once for so many registers. */
    void shareBetweenLanes(Expression expression, int registers, String name, CodeBlock.Builder code) {
        share(
                expression,
                part -> !(part instanceof Expression.Constant) && isInvariant(part, lane),
                registers,
                name,
                code);
    }

    /** Computes what is the same along another axis once for each of so many registers, or for all of them. */
    void shareAlong(Axis axis, Expression expression, int registers, String name, CodeBlock.Builder code) {
        share(expression, part -> isInvariant(part, axis), registers, name, code);
    }

    private void share(
            Expression expression, Predicate<Expression> same, int registers, String name, CodeBlock.Builder code) {
        Set<Expression> parts = new LinkedHashSet<>();
        addParts(expression, same, parts);
        for (Expression part : parts) {
            String variable = "";
            for (int k = 0; k < registers; k++) {
                if (k == 0 || !isInvariant(part, lane)) {
                    variable = scope.local(nameOf(part, k).orElse(name));
                    code.addStatement("FloatVector $L = " + print(part, k), variable);
                }
                bind(part, k, variable);
            }
        }
    }

    /** What to call a vector of weights. */
    private Optional<String> nameOf(Expression part, int register) {
        return part instanceof Expression.Load load && load.access().buffer().isParameter() && !isInvariant(part, lane)
                ? Optional.of(Identifiers.local(load.access().buffer().name()) + register)
                : Optional.empty();
    }

    /** From now on the variable, a vector, stands for the expression at that place. */
    void bind(Expression expression, int registers, String variable) {
        variables.put(new Placed(expression, registers), variable);
    }

    /** No variable stands for anything any more. */
    void forget() {
        variables.clear();
    }

    /** The vector that begins so many registers right of the axis. */
    String print(Expression expression, int registers) {
        String variable = variables.get(new Placed(expression, registers));
        if (variable != null) {
            return variable;
        } else if (isInvariant(expression, lane)) {
            return broadcast(scope.print(expression));
        } else if (expression instanceof Expression.Load load) {
            return load(load.access(), registers);
        } else if (expression instanceof Expression.Unary unary) {
            return unary(unary, registers);
        } else if (expression instanceof Expression.Binary binary) {
            return binary(binary, registers);
        } else if (expression instanceof Expression.Select select) {
            return select(select, registers);
        }
        throw new IllegalStateException("no vector of " + expression);
    }

    String broadcast(String number) {
        return "FloatVector.broadcast(" + species + ", " + number + ")";
    }

    String load(Access access, int registers) {
        return "FloatVector.fromArray(" + species + ", " + scope.array(access.buffer()) + ",$W"
                + moved(scope.place(access), registers) + ")";
    }

    /** An index, so many registers further. */
    static String moved(String index, int registers) {
        String distance = registers == 1 ? "lanes" : registers + " * lanes";
        return registers == 0 ? index : index.equals("0") ? distance : index + " + " + distance;
    }

    private String unary(Expression.Unary unary, int registers) {
        String operand = print(unary.operand(), registers);
        return switch (unary.operator()) {
            case NEGATE -> operand + ".neg()";
            case ABS -> operand + ".abs()";
            case SQRT -> operand + ".sqrt()";
            default -> "Lanes." + unary.operator().name().toLowerCase(Locale.ROOT) + "(" + operand + ")";
        };
    }

    private String binary(Expression.Binary binary, int registers) {
        String left = print(binary.left(), registers);
        String right = print(binary.right(), registers);
        String method = switch (binary.operator()) {
            case ADD -> "add";
            case SUBTRACT -> "sub";
            case MULTIPLY -> "mul";
            case DIVIDE -> "div";
            case MINIMUM -> "min";
            case MAXIMUM -> "max";
            case POWER -> throw new IllegalStateException("no power of vectors");
        };
        return left + "." + method + "(" + right + ")";
    }

    private String select(Expression.Select select, int registers) {
        String comparison = switch (select.comparison()) {
            case LESS -> "LT";
            case LESS_OR_EQUAL -> "LE";
            case EQUAL -> "EQ";
        };
        return print(select.otherwise(), registers) + ".blend(" + print(select.then(), registers) + ",$W"
                + print(select.left(), registers) + ".compare(VectorOperators." + comparison + ",$W"
                + print(select.right(), registers) + "))";
    }
}
