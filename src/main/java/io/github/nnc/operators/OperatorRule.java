package io.github.nnc.operators;

import io.github.nnc.network.Operand;
import java.util.List;

/** How an operator is said in layers: its outputs, one for each that the graph names or fewer. */
interface OperatorRule {

    /**
     * Reads what the call has and adds layers to {@link OperatorCall#layers}.
     *
     * @throws Unsupported where layers cannot say it
     * @throws MixesBatch where it works along the batch
     */
    List<? extends Operand> translate(OperatorCall call);

    /** The rule of an operator with one output. */
    static OperatorRule of(Single single) {
        return call -> List.of(single.translate(call));
    }

    /** How an operator with one output is said. */
    interface Single {

        Operand translate(OperatorCall call);
    }
}
