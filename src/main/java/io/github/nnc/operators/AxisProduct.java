package io.github.nnc.operators;

import io.github.nnc.network.Flowing;
import io.github.nnc.network.Operand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A value whose axis is multiplied by a matrix: each place becomes a sum of places, as a row of the matrix counts them. */
record AxisProduct(Layers layers, Flowing x, int axis) {

    /** The matrix has a row for each place of the result, and a column for each place of the value. */
    Flowing by(Operand matrix) {
        int rank = x.rank();
        layers.inner(x, axis);
        if (axis == rank - 1 && rank > 1) {
            return ProductRules.product(layers, x, layers.permute(matrix, List.of(1, 0)));
        }
        if (axis == rank - 2 && x.batch() != rank - 1) {
            return ProductRules.product(layers, matrix, x);
        }
        if (rank == 1) {
            return layers.layer("matmul")
                    .input(x)
                    .input(layers.flowing(layers.permute(matrix, List.of(1, 0))))
                    .one();
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            order.add(i);
        }
        Collections.swap(order, axis, rank - 1);
        Flowing turned = layers.flowing(layers.permute(x, order));
        Flowing product = new AxisProduct(layers, turned, rank - 1).by(matrix);
        return layers.flowing(layers.permute(product, order));
    }
}
