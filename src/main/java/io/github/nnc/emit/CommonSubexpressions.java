package io.github.nnc.emit;

import io.github.nnc.kernel.Expression;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what expressions would compute more than once. */
final class CommonSubexpressions {

    private final Map<Expression, Integer> counts = new HashMap<>();
    private final Set<Expression> innermostFirst = new LinkedHashSet<>();
    private final boolean loads;

    private CommonSubexpressions(boolean loads) {
        this.loads = loads;
    }

    /**
     * What occurs more than once, each after what it consists of.
     *
     * @param loads whether a load is worth a variable of its own
     */
    static List<Expression> of(List<Expression> expressions, boolean loads) {
        CommonSubexpressions search = new CommonSubexpressions(loads);
        expressions.forEach(search::visit);
        return search.innermostFirst.stream()
                .filter(e -> search.counts.get(e) > 1)
                .toList();
    }

    private void visit(Expression expression) {
        if (expression instanceof Expression.Constant
                || expression instanceof Expression.Reduced
                || expression instanceof Expression.Load && !loads) {
            return;
        }
        if (counts.merge(expression, 1, Integer::sum) > 1) {
            return;
        }
        if (expression instanceof Expression.Unary unary) {
            visit(unary.operand());
        } else if (expression instanceof Expression.Binary binary) {
            visit(binary.left());
            visit(binary.right());
        } else if (expression instanceof Expression.Select select) {
            visit(select.left());
            visit(select.right());
            visit(select.then());
            visit(select.otherwise());
        }
        innermostFirst.add(expression);
    }
}
