package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.UnaryOperator.COS;
import static io.github.nnc.kernel.Expression.UnaryOperator.SIN;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.List;

/**
 * Rotary positions (Su et al., "RoFormer", 2021): of each head's numbers pairs are turned, the i-th of a token at
 * position p by the angle p * base^(-2 i / size), so that the product of a query and a key depends on how far apart they
 * are.
 *
 * @param pairing which numbers are a pair
 */
record Rotary(Pairing pairing, double base) {

    /** Which two numbers of a head are turned together. */
    enum Pairing {
        /** Neighbours, as in the paper and in Llama's own code. */
        INTERLEAVED,
        /** One of the first half and one of the second, as in GPT-NeoX and in the Llama of Hugging Face. */
        HALF;

        Index.Affine first(Axis pair) {
            return this == INTERLEAVED ? Index.of(pair).times(2) : Index.of(pair);
        }

        Index.Affine second(Axis pair) {
            return first(pair).plus(this == INTERLEAVED ? 1 : pair.extent().max());
        }
    }

    /** Cosine and sine of each position's angles, positions x pairs. */
    record Tables(Buffer cosines, Buffer sines) {}

    /**
     * Where rows are turned to.
     *
     * @param start the position of the first row
     */
    record Turning(Tables tables, Index.Affine start, long headSize) {

        Expression cosine(Axis token, Axis pair) {
            return load(tables.cosines, token, pair);
        }

        Expression sine(Axis token, Axis pair) {
            return load(tables.sines, token, pair);
        }

        private Expression load(Buffer table, Axis token, Axis pair) {
            return new Expression.Load(Access.of(table, List.of(start.plus(Index.of(token)), Index.of(pair))));
        }
    }

    /** Writes the tables for as many positions as there may be: they depend on nothing that a call knows. */
    Tables tables(KernelBuilder kernels, long positions, long headSize) {
        Angles angles = new Angles(headSize, base);
        Axis position = new Axis("p", Extent.of(positions));
        Axis pair = angles.pairs();
        Expression angle = angles.at(position, pair);
        List<Axis> axes = List.of(position, pair);
        Shape shape = Shape.of(positions, headSize / 2);
        Tables tables = new Tables(kernels.temporary("cosines", shape), kernels.temporary("sines", shape));
        kernels.map(axes, angle.apply(COS), Access.of(tables.cosines, KernelBuilder.indices(axes)));
        kernels.map(axes, angle.apply(SIN), Access.of(tables.sines, KernelBuilder.indices(axes)));
        return tables;
    }

    /** Writes all heads of some rows turned, as rows of their own. */
    AttentionTensors.Rows turn(
            KernelBuilder kernels, String name, AttentionTensors.Rows rows, Turning turning, long heads) {
        long headSize = turning.headSize();
        Extent tokens = rows.buffer().shape().extent(0);
        Axis token = new Axis("t", tokens);
        Axis head = new Axis("h", Extent.of(heads));
        Axis pair = new Axis("i", Extent.of(headSize / 2));
        Index.Affine start = Index.of(head).times(headSize);
        Index.Affine first = start.plus(pairing.first(pair));
        Index.Affine second = start.plus(pairing.second(pair));
        Expression cosine = turning.cosine(token, pair);
        Expression sine = turning.sine(token, pair);
        Expression a = new Expression.Load(Access.of(rows.buffer(), rows.at(token, first)));
        Expression b = new Expression.Load(Access.of(rows.buffer(), rows.at(token, second)));
        Buffer turned = kernels.temporary(name, new Shape(List.of(tokens, Extent.of(heads * headSize))));
        AttentionTensors.Rows result = new AttentionTensors.Rows(turned, 0);
        List<Axis> axes = List.of(token, head, pair);
        kernels.map(axes, a.times(cosine).minus(b.times(sine)), Access.of(turned, result.at(token, first)));
        kernels.map(axes, a.times(sine).plus(b.times(cosine)), Access.of(turned, result.at(token, second)));
        return result;
    }
}
