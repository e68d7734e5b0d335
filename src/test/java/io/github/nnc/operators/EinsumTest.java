package io.github.nnc.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sums of products by an equation. */
class EinsumTest {

    @Test
    void sumsAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        graphs.add(one("ij->ji", 3, 4));
        graphs.add(one("bij->bi", 2, 3, 4));
        graphs.add(one("ij->", 3, 4));
        graphs.add(one("...ij->...ji", 2, 3, 4));
        graphs.add(one("ba", 3, 4));
        graphs.add(one("b...->...", 3, 4, 2));
        graphs.add(two("bij,bjk->bik", shape(2, 3, 4), shape(2, 4, 5)));
        graphs.add(two("bhqd,bhkd->bhqk", shape(2, 2, 3, 4), shape(2, 2, 5, 4)));
        graphs.add(two("bqhd,bkhd->bhqk", shape(2, 3, 2, 4), shape(2, 5, 2, 4)));
        graphs.add(two("bi,bi->b", shape(2, 4), shape(2, 4)));
        graphs.add(two("bi,bj->bij", shape(2, 4), shape(2, 3)));
        graphs.add(two("bi,bij->bj", shape(2, 4), shape(2, 4, 3)));
        graphs.add(two("bik,bjk->bji", shape(2, 4, 3), shape(2, 5, 3)));
        graphs.add(two("bijx,bkj->bik", shape(2, 4, 3, 2), shape(2, 5, 3)));
        graphs.add(two("...i,...i", shape(2, 4), shape(2, 4)));
        graphs.add(two("i,j->ij", shape(4), shape(3)));
        graphs.add(two("i,i->", shape(4), shape(4)));
        graphs.add(two("ij,j->i", shape(3, 4), shape(4)));
        graphs.add(two("b...i,...ij->b...j", shape(2, 3, 4), shape(3, 4, 5)));
        OnnxRuntime.agrees(graphs);
    }

    @Test
    void sumsWeightsAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        graphs.add(weighted("x w", "bsd,dhk->bshk", shape(2, 3, 4), 4, 2, 5));
        graphs.add(weighted("x w", "bshk,hkd->bsd", shape(2, 3, 2, 5), 2, 5, 4));
        graphs.add(weighted("w x", "oi,bi->bo", shape(2, 4), 3, 4));
        graphs.add(weighted("x w", "bmk,k->bm", shape(2, 3, 4), 4));
        graphs.add(weighted("x w", "bhid,hde->bhie", shape(2, 3, 4, 5), 3, 5, 2));
        graphs.add(weighted("x w", "bi,i->bi", shape(2, 4), 4));
        graphs.add(weighted("x w", "bchw,c->bchw", shape(2, 3, 4, 5), 3));
        graphs.add(weighted("x w x", "bi,ij,bj->b", shape(2, 4), 4, 4));
        graphs.add(weighted("x w x", "bi,oij,bj->bo", shape(2, 4), 3, 4, 4));
        OnnxRuntime.agrees(graphs);
        assertThat(graphs.get(0).statements()).containsExactly("input 3x4", "dense 10 bias=false", "reshape 3x2x5");
        assertThat(graphs.get(2).statements()).containsExactly("input 4", "dense 3 bias=false");
    }

    @Test
    void keepsALengthThatVaries() {
        OnnxGraph graph = OnnxGraph.of(12)
                .open("x", 1, "n", 6)
                .dimension("n", 1, 64)
                .weights("w", 6, 2, 3)
                .operator("Einsum", "x w", "q", "equation", "bnd,dhk->bhnk")
                .operator("Einsum", "q q", "y", "equation", "bhnk,bhmk->bhnm")
                .output("y");
        assertThat(graph.statements())
                .containsExactly(
                        "input (n x 6)",
                        "dense 6 bias=false",
                        "reshape (n x 2 x 3)",
                        "permute 1, 0, 2",
                        "| transpose",
                        ">");
    }

    @Test
    void takesDiagonals() {
        List<OnnxGraph> graphs = List.of(one("bii->bi", 2, 3, 3), one("ii->", 3, 3), one("bixi->bx", 2, 3, 4, 3));
        OnnxRuntime.agrees(graphs);
        assertThat(graphs.get(0).statements()).containsExactly("input 3x3", "flatten", "slice step=4");
    }

    @Test
    void refusesWhatIsNoEquation() {
        assertThat(one("i->i", 3, 4).refusal())
                .contains("`equation` \"i->i\" does not fit the 2 dimensions of input 1");
        assertThat(one("ij,jk->ik", 3, 4).refusal()).contains("is about 2 inputs, but there are 1");
        assertThat(one("ij->k", 3, 4).refusal()).contains("`equation` \"ij->k\" has `k` behind the arrow only");
        assertThat(one("ij->ii", 3, 4).refusal()).contains("has `i` behind the arrow twice");
        assertThat(one("i1->i", 3, 4).refusal()).contains("has `1`");
        assertThat(one("iii->i", 3, 3, 3).refusal()).contains("more than one diagonal");
        assertThat(one("ii->i", 3, 4).refusal()).contains("takes the diagonal of");
        assertThat(two("ij,jk->ik", shape(3, 4), shape(5, 2)).refusal()).contains("4 and 5 places for one label");
    }

    private static long[] shape(long... extents) {
        return extents;
    }

    private static OnnxGraph one(String equation, long... shape) {
        return OnnxGraph.of(12)
                .input("x", shape)
                .node("Einsum", "x", "equation", equation)
                .output("y");
    }

    private static OnnxGraph two(String equation, long[] first, long[] second) {
        return OnnxGraph.of(12)
                .input("a", first)
                .input("b", second)
                .node("Einsum", "a b", "equation", equation)
                .output("y");
    }

    private static OnnxGraph weighted(String inputs, String equation, long[] shape, long... weights) {
        return OnnxGraph.of(12)
                .input("x", shape)
                .weights("w", weights)
                .node("Einsum", inputs, "equation", equation)
                .output("y");
    }
}
