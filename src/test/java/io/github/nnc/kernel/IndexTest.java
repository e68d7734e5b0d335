package io.github.nnc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IndexTest {

    private final Extent n = new Extent.Symbol("n", 2, 9);
    private final Axis t = new Axis("t", n);
    private final Axis i = new Axis("i", Extent.of(4));

    @Test
    void anIndexThatReadsBackwardsStaysInside() {
        Index.Affine backwards = Index.of(n).plus(-1).minus(Index.of(t));
        assertThat(backwards.least()).isZero();
        assertThat(backwards.most()).isEqualTo(8);
        assertThat(backwards.minus(Index.of(n)).most()).isEqualTo(-1);
    }

    @Test
    void whatCancelsIsGone() {
        Index.Affine index = Index.of(t).plus(Index.of(n)).plus(3);
        assertThat(index.minus(Index.of(t)).minus(Index.of(n))).isEqualTo(Index.of(3));
        assertThat(index.isConstant()).isFalse();
        assertThat(Index.of(3).isConstant()).isTrue();
    }

    @Test
    void aFixedLengthIsANumber() {
        assertThat(Index.of(Extent.of(7))).isEqualTo(Index.of(7));
    }

    @Test
    void boundsAreThoseOfTheAxes() {
        Index.Affine index = Index.of(i).times(-2).plus(Index.of(t).times(3)).plus(1);
        assertThat(index.least()).isEqualTo(-5);
        assertThat(index.most()).isEqualTo(25);
    }

    @Test
    void substitutionKeepsLengths() {
        Index.Affine backwards = Index.of(n).plus(-1).minus(Index.of(t));
        Buffer buffer = new Buffer("x", Buffer.Role.INPUT, Buffer.Element.FLOAT, new Shape(List.of(n)));
        Access moved = new Substitution(Map.of(t, Index.of(i).plus(1))).rewrite(Access.of(buffer, List.of(backwards)));
        assertThat(moved.indices()).containsExactly(Index.of(n).plus(-2).minus(Index.of(i)));
    }
}
