package io.github.nnc.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.model.Model;
import org.junit.jupiter.api.Test;

/** Chains of layers, with labels and weights. */
class ChainTest {

    @Test
    void readsTheCompleteFileOfTheReference() {
        Model model = Checked.model("model cat_dog < input 3; dense 4 relu; dense 2 softmax >");
        assertThat(model.name()).isEqualTo("cat_dog");
        assertThat(model.parameters()).isEqualTo(26);
        assertThat(Checked.tensors(model))
                .containsExactly("dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias");
        assertThat(Checked.paths(model)).containsExactly("dense1", "dense1.relu", "dense2", "dense2.softmax");
        assertThat(Checked.shapes(model)).containsExactly("4", "4", "2", "2");
        assertThat(model.outputs()).hasSize(1);
        assertThat(model.outputs().get(0).labels()).isEmpty();
    }

    @Test
    void bindsLabelsAndWeights() {
        Model model = Checked.model("""
                /** Cats and dogs. */
                model cat_dog <
                  /** Three pixels. */
                  input 3;
                  hidden: dense 4 bias=false;
                  dense 2 softmax;
                  labels cat, "hot dog";
                  weights "cat_dog.safetensors" prefix=net.a;
                >
                """);
        assertThat(model.documentation()).contains("Cats and dogs.");
        assertThat(model.inputs().get(0).documentation()).contains("Three pixels.");
        assertThat(Checked.tensors(model)).containsExactly("hidden.weight", "dense1.weight", "dense1.bias");
        assertThat(model.outputs().get(0).labels().orElseThrow()).containsExactly("cat", "hot dog");
        assertThat(model.weights().orElseThrow().path()).isEqualTo("cat_dog.safetensors");
        assertThat(model.weights().orElseThrow().prefix()).contains("net.a");
    }

    @Test
    void namesTheInputsOfAModelByTheirLabels() {
        Model model = Checked.model("model m < a: input 3; b: input 3; add a; dense 2; output_layer: dense 1 >");
        assertThat(model.inputs().stream().map(Model.Input::name)).containsExactly("a", "b");
        assertThat(Checked.paths(model)).containsExactly("add1", "dense1", "output_layer");
    }
}
