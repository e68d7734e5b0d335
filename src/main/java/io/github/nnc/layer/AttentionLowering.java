package io.github.nnc.layer;

import static io.github.nnc.kernel.Expression.constant;

import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.KernelBuilder;
import io.github.nnc.kernel.Step;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Writes what attention does between its projections: scores of every query and every key, their softmax over the keys,
 * and the sum of the values weighted by it. A head is a stretch of a token's features, never an array of its own.
 */
final class AttentionLowering {

    /** The score of a key that is not seen: its weight is 0. */
    private static final Expression NONE = constant(Double.NEGATIVE_INFINITY);

    private final KernelBuilder kernels;
    private final AttentionSizes sizes;

    /** Query heads that share a head of the keys, and which of them: together they are the head. */
    private final Axis group;

    private final Axis member;
    private final Axis query;
    private final Axis key;
    private final boolean causal;
    private final Index.Affine start;

    /**
     * For the tokens of one call.
     *
     * @param causal whether a query sees no key behind its own place
     * @param start how many keys are before the first query
     */
    AttentionLowering(KernelBuilder kernels, AttentionSizes sizes, boolean causal, Index.Affine start) {
        this.kernels = kernels;
        this.sizes = sizes;
        this.causal = causal;
        this.start = start;
        this.group = new Axis("g", Extent.of(sizes.keyHeads()));
        this.member = new Axis("h", Extent.of(sizes.shared()));
        this.query = new Axis("t", sizes.queries());
        this.key = new Axis("s", sizes.keys());
    }

    private List<Axis> queries() {
        return List.of(group, member, query);
    }

    private List<Axis> pairs() {
        return List.of(group, member, query, key);
    }

    private Index.Affine head() {
        return Index.of(group).times(sizes.shared()).plus(Index.of(member));
    }

    /** What is computed of a pair where the query sees the key, so that nothing is computed of the others. */
    private Expression seen(Expression value, Expression otherwise) {
        return causal
                ? new Expression.Select(
                        Expression.Comparison.LESS_OR_EQUAL,
                        new Expression.Position(Index.of(key)),
                        new Expression.Position(start.plus(Index.of(query))),
                        value,
                        otherwise)
                : value;
    }

    /** The score of a pair under a mask: hidden where the mask of a key is not 0, or with the mask of the pair added. */
    Expression masked(Expression score, Buffer mask) {
        if (mask.shape().rank() == 1) {
            Expression ofKey = new Expression.Load(Access.of(mask, List.of(Index.of(key))));
            return new Expression.Select(Expression.Comparison.EQUAL, ofKey, constant(0), score, NONE);
        }
        Index row = mask.shape().extent(0).equals(Extent.of(1)) ? Index.of(0) : Index.of(query);
        return score.plus(new Expression.Load(Access.of(mask, List.of(row, Index.of(key)))));
    }

    /** How well each query fits each key: heads x queries x keys. */
    Buffer scores(AttentionTensors.Rows queries, AttentionTensors.Rows keys, UnaryOperator<Expression> epilogue) {
        Axis feature = new Axis("i", Extent.of(sizes.headSize()));
        Expression q = load(queries, query, head(), feature);
        Expression k = load(keys, key, Index.of(group), feature);
        Buffer scores = kernels.temporary("scores", perPair());
        kernels.reduce(pairs(), List.of(feature), Step.Reduction.SUM, q.times(k), epilogue, ofPair(scores));
        return scores;
    }

    /** The values of each head weighted by the softmax of the scores: queries x features of all heads. */
    Buffer weighted(Buffer scores, AttentionTensors.Rows values) {
        Expression score = new Expression.Load(ofPair(scores));
        Buffer largest = kernels.temporary("largest", perQuery());
        kernels.reduce(
                queries(), List.of(key), Step.Reduction.MAXIMUM, seen(score, NONE), max -> max, ofQuery(largest));
        Buffer weights = kernels.temporary("weights", perPair());
        Expression shifted = score.minus(new Expression.Load(ofQuery(largest)));
        kernels.map(pairs(), seen(shifted.exp(), constant(0)), ofPair(weights));
        Expression weight = new Expression.Load(ofPair(weights));
        Buffer total = kernels.temporary("total", perQuery());
        kernels.reduce(queries(), List.of(key), Step.Reduction.SUM, weight, sum -> sum, ofQuery(total));
        Axis feature = new Axis("i", Extent.of(sizes.headSize()));
        Buffer result =
                kernels.temporary("weighted", new Shape(List.of(sizes.queries(), Extent.of(sizes.queryFeatures()))));
        kernels.reduce(
                List.of(query, group, member, feature),
                List.of(key),
                Step.Reduction.SUM,
                weight.times(load(values, key, Index.of(group), feature)),
                sum -> sum.dividedBy(new Expression.Load(ofQuery(total))),
                Access.of(result, List.of(Index.of(query), place(head(), feature))));
        return result;
    }

    private Shape perQuery() {
        return new Shape(List.of(Extent.of(sizes.heads()), sizes.queries()));
    }

    private Shape perPair() {
        return new Shape(List.of(Extent.of(sizes.heads()), sizes.queries(), sizes.keys()));
    }

    private Access ofQuery(Buffer buffer) {
        return Access.of(buffer, List.of(head(), Index.of(query)));
    }

    private Access ofPair(Buffer buffer) {
        return Access.of(buffer, List.of(head(), Index.of(query), Index.of(key)));
    }

    private Index.Affine place(Index.Affine head, Axis feature) {
        return head.times(sizes.headSize()).plus(Index.of(feature));
    }

    private Expression load(AttentionTensors.Rows rows, Axis token, Index.Affine head, Axis feature) {
        return new Expression.Load(Access.of(rows.buffer(), rows.at(token, place(head, feature))));
    }
}
