package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.diagnostic.NearNames;
import io.github.nnc.source.Span;
import io.github.nnc.syntax.Arithmetic;
import io.github.nnc.syntax.Item;
import io.github.nnc.tensor.Extent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Computes what stands in parentheses. Whole numbers are exact; a division must leave no remainder. */
final class ArithmeticEvaluator {

    private final Evaluator evaluator;

    ArithmeticEvaluator(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    Datum expression(Item.Expression expression) {
        if (expression.extents().size() == 1) {
            return extent(expression.extents().get(0));
        }
        List<Optional<Extent>> extents = new ArrayList<>();
        for (Item.ExtentExpression written : expression.extents()) {
            length(written).ifPresent(extent -> extents.add(Optional.of(extent)));
        }
        return extents.size() == expression.extents().size() ? new Datum.Dimensions(extents) : Datum.Unknown.UNKNOWN;
    }

    private Datum extent(Item.ExtentExpression written) {
        if (!written.range()) {
            return sum(written.to());
        }
        Optional<Long> to = whole(written.to());
        Optional<Long> from = written.from().isPresent() ? whole(written.from().get()) : Optional.of(1L);
        return to.isPresent() && from.isPresent()
                ? evaluator.range(from, to.get(), written.span())
                : Datum.Unknown.UNKNOWN;
    }

    private Optional<Extent> length(Item.ExtentExpression written) {
        Datum datum = extent(written);
        if (datum instanceof Datum.Range range) {
            return Optional.of(range.extent());
        }
        if (datum instanceof Datum.Whole whole && whole.value() >= 0) {
            return Optional.of(Extent.of(whole.value()));
        }
        if (datum instanceof Datum.Whole whole) {
            evaluator.report(Diagnostic.of(
                    Code.OUT_OF_RANGE, written.span(), "a size is at least 1, but this is " + whole.value()));
        } else if (datum != Datum.Unknown.UNKNOWN) {
            evaluator.report(notANumber(written.span(), datum, "a size is a whole number or a range"));
        }
        return Optional.empty();
    }

    private Optional<Long> whole(Arithmetic written) {
        Datum datum = sum(written);
        if (datum instanceof Datum.Whole whole) {
            return Optional.of(whole.value());
        }
        if (datum != Datum.Unknown.UNKNOWN) {
            evaluator.report(notANumber(written.span(), datum, "the ends of a range are whole numbers"));
        }
        return Optional.empty();
    }

    private Datum sum(Arithmetic written) {
        if (written instanceof Arithmetic.Literal literal) {
            return evaluator.number(literal.value(), literal.integer(), literal.span());
        }
        if (written instanceof Arithmetic.Name name) {
            return evaluator.nonLabel(name.name(), name.span()).orElseGet(() -> evaluator.report(unknown(name)));
        }
        if (written instanceof Arithmetic.Negation negation) {
            return negated(sum(negation.operand()), negation);
        }
        // sums lean to the left: walking them down by recursion would be as deep as they are long
        List<Arithmetic.Operation> chain = new ArrayList<>();
        Arithmetic first = written;
        while (first instanceof Arithmetic.Operation operation) {
            chain.add(operation);
            first = operation.left();
        }
        Datum result = sum(first);
        Span resultSpan = first.span();
        for (int at = chain.size() - 1; at >= 0; at--) {
            Arithmetic.Operation operation = chain.get(at);
            result = computed(operation, result, resultSpan, sum(operation.right()));
            resultSpan = operation.span();
        }
        return result;
    }

    private Datum negated(Datum operand, Arithmetic.Negation written) {
        if (operand instanceof Datum.Whole whole) {
            return new Datum.Whole(-whole.value());
        }
        if (operand instanceof Datum.Real real) {
            return new Datum.Real(-real.value());
        }
        return numbers(operand, written.operand().span()) ? operand : Datum.Unknown.UNKNOWN;
    }

    private Datum computed(Arithmetic.Operation operation, Datum left, Span leftSpan, Datum right) {
        boolean both =
                numbers(left, leftSpan) & numbers(right, operation.right().span());
        if (!both) {
            return Datum.Unknown.UNKNOWN;
        }
        boolean dividesByZero = operation.operator() == Arithmetic.Operator.DIVIDE && real(right) == 0;
        if (dividesByZero) {
            return evaluator.report(Diagnostic.of(
                    Code.DIVISION_BY_ZERO,
                    operation.span(),
                    "`" + operation.span().quoted() + "` divides by zero"));
        }
        if (left instanceof Datum.Whole l && right instanceof Datum.Whole r) {
            return exact(operation, BigInteger.valueOf(l.value()), BigInteger.valueOf(r.value()));
        }
        double result = switch (operation.operator()) {
            case ADD -> real(left) + real(right);
            case SUBTRACT -> real(left) - real(right);
            case MULTIPLY -> real(left) * real(right);
            case DIVIDE -> real(left) / real(right);
        };
        return Double.isInfinite(result) || Double.isNaN(result)
                ? evaluator.tooLarge(operation.span())
                : new Datum.Real(result);
    }

    private Datum exact(Arithmetic.Operation operation, BigInteger left, BigInteger right) {
        if (operation.operator() == Arithmetic.Operator.DIVIDE) {
            BigInteger[] parts = left.divideAndRemainder(right);
            if (parts[1].signum() != 0) {
                return evaluator.report(evaluator.explainIn(Diagnostic.of(
                        Code.DIVISION_REMAINDER,
                        operation.span(),
                        "`" + operation.span().quoted() + "` leaves a remainder: " + left + " = " + right + " * "
                                + parts[0] + " + " + parts[1])));
            }
            return evaluator.number(new BigDecimal(parts[0]), true, operation.span());
        }
        BigInteger result = switch (operation.operator()) {
            case ADD -> left.add(right);
            case SUBTRACT -> left.subtract(right);
            default -> left.multiply(right);
        };
        return evaluator.number(new BigDecimal(result), true, operation.span());
    }

    private static double real(Datum number) {
        return number instanceof Datum.Whole whole ? whole.value() : ((Datum.Real) number).value();
    }

    private boolean numbers(Datum datum, Span span) {
        if (datum instanceof Datum.Whole || datum instanceof Datum.Real) {
            return true;
        }
        if (datum != Datum.Unknown.UNKNOWN) {
            evaluator.report(notANumber(span, datum, "arithmetic takes numbers only"));
        }
        return false;
    }

    private static Diagnostic notANumber(Span span, Datum datum, String demand) {
        return Diagnostic.of(Code.NOT_A_NUMBER, span, demand + ", but this is " + datum);
    }

    private Diagnostic unknown(Arithmetic.Name name) {
        FileScope file = evaluator.frame().file();
        Optional<Span> later = file.laterConstant(name.name());
        if (later.isPresent()) {
            return Diagnostic.of(
                    Code.CONSTANT_LATER,
                    name.span(),
                    "the constant `" + name.name() + "` is declared later, at "
                            + Report.line(later.get(), name.span().file()));
        }
        if (evaluator.frame().labels().lookup(name.name()).isPresent()) {
            return Diagnostic.of(
                    Code.NOT_A_NUMBER,
                    name.span(),
                    "`" + name.name() + "` is the label of a value, but arithmetic takes numbers only");
        }
        List<String> known = new ArrayList<>(evaluator.frame().bindings().keySet());
        known.addAll(file.constantNames());
        known.add(Evaluator.IN);
        Diagnostic unknown = Diagnostic.of(
                Code.UNKNOWN_CONSTANT, name.span(), "`" + name.name() + "` is neither a parameter nor a constant");
        return NearNames.closest(name.name(), known.stream().sorted().toList())
                .map(near -> unknown.withHelp("did you mean `" + near + "`?", new Edit(name.span(), near)))
                .orElse(unknown);
    }
}
