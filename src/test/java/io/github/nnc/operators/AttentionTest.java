package io.github.nnc.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attention and rotary embedding beside what the suite holds: masks, lengths of caches, shared heads, refusals. */
class AttentionTest {

    @Test
    void attendsAsTheRuntimeDoes() {
        List<OnnxGraph> graphs = new ArrayList<>();
        for (int causal = 0; causal <= 1; causal++) {
            graphs.add(flat(4, 4, "is_causal", causal, "q_num_heads", 4, "kv_num_heads", 4));
            graphs.add(flat(4, 2, "is_causal", causal, "q_num_heads", 4, "kv_num_heads", 2, "softcap", 1.5));
            graphs.add(flat(4, 1, "is_causal", causal, "q_num_heads", 4, "kv_num_heads", 1, "scale", 0.3));
        }
        graphs.add(
                heads(23).weights("mask", 5, 5).node("Attention", "q k v mask").output("y"));
        graphs.add(heads(23).input("mask", 5, 5).node("Attention", "q k v mask").output("y"));
        OnnxRuntime.agrees(graphs);
    }

    @Test
    void hidesWhatTruthValuesHide() {
        OnnxRuntime.agrees(List.of(heads(23)
                .input("m", 2, 1, 5, 5)
                .floats("least", List.of(), -1.5)
                .operator("Greater", "m least", "mask")
                .node("Attention", "q k v mask")
                .output("y")));
    }

    @Test
    void countsTheKeysOfEachExample() {
        for (int causal = 0; causal <= 1; causal++) {
            OnnxGraph graph = OnnxGraph.of(24)
                    .input("q", 2, 2, 3, 4)
                    .input("k", 2, 2, 6, 4)
                    .input("v", 2, 2, 6, 4)
                    .wholes("count", 4, 5)
                    .node("Attention", "q k v _ _ _ count", "is_causal", causal)
                    .output("y");
            OnnxRuntime.agrees(List.of(graph));
        }
    }

    private static OnnxGraph flat(long heads, long shared, Object... attributes) {
        return OnnxGraph.of(23)
                .input("q", 2, 5, heads * 6)
                .input("k", 2, 5, shared * 6)
                .input("v", 2, 5, shared * 6)
                .node("Attention", "q k v", attributes)
                .output("y");
    }

    private static OnnxGraph heads(long version) {
        return OnnxGraph.of(version)
                .input("q", 2, 3, 5, 4)
                .input("k", 2, 3, 5, 4)
                .input("v", 2, 3, 5, 4);
    }

    @Test
    void isShort() {
        assertThat(heads(23).node("Attention", "q k v").output("y").statements())
                .contains("softmax axis=2")
                .hasSizeLessThan(9);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThat(flat(4, 4).refusal()).contains("attributes `q_num_heads` and `kv_num_heads` are missing");
        assertThat(flat(4, 4, "q_num_heads", 5, "kv_num_heads", 5).refusal())
                .contains("`Attention`: 24 features in 5 heads");
        assertThat(flat(4, 3, "q_num_heads", 4, "kv_num_heads", 3).refusal()).contains("`Attention`: 4 heads share 3");
        assertThat(heads(23)
                        .node("Attention", "q k v", "qk_matmul_output_mode", 4)
                        .output("y")
                        .refusal())
                .contains("`Attention`: `qk_matmul_output_mode` is 4");
        assertThat(heads(23)
                        .input("past", 2, 3, 2, 4)
                        .node("Attention", "q k v _ past")
                        .output("y")
                        .refusal())
                .contains("one of the inputs `past_key` and `past_value` is missing");
    }
}
