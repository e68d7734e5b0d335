package io.github.nnc.emit;

import static io.github.nnc.emit.Forms.Form.ACROSS;
import static io.github.nnc.emit.Forms.Form.LOCALS;
import static io.github.nnc.emit.Forms.Form.LOOP;
import static io.github.nnc.emit.Forms.Form.ROWS;
import static io.github.nnc.emit.Forms.Form.STRAIGHT_LINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.model.Model;
import io.github.nnc.testing.Networks;
import io.github.nnc.testing.TestNetworks;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which form of code is chosen for what. */
class FormsTest {

    private static Forms of(Model model) {
        return Generated.emit(model, Optional.empty()).forms();
    }

    @Test
    void smallNetworksHaveNoLoops() {
        assertThat(of(TestNetworks.catDog()).choices()).allMatch(choice -> choice.form() == STRAIGHT_LINE);
        assertThat(of(TestNetworks.iris()).choices()).allMatch(choice -> choice.form() == STRAIGHT_LINE);
    }

    @Test
    void wideOutputsRunAcrossAndNarrowOnesInLocals() {
        Forms forms = of(TestNetworks.digits());
        assertThat(forms.count(ROWS)).isEqualTo(1);
        assertThat(forms.count(LOCALS)).isEqualTo(1);
        assertThat(forms.count(LOOP)).isEqualTo(4); // softmax
        assertThat(forms.count(STRAIGHT_LINE)).isZero();
    }

    @Test
    void activationsAndResidualsCostNoLoopOfTheirOwn() {
        Forms forms = of(TestNetworks.residual());
        assertThat(forms.count(ROWS)).isEqualTo(4);
        assertThat(forms.choices()).hasSize(4);
    }

    /** The input is copied between two margins for each axis. */
    @Test
    void convolutionsRunAcrossChannelsOfWhatHasMargins() {
        Forms wide = of(Networks.model("model wide < input 3x20x20; conv 50 3 padding=1 relu >"));
        assertThat(wide.choices()).extracting(Forms.Choice::form).containsExactly(LOOP, LOOP, LOOP, ROWS);
        Forms second = of(Networks.model("model two < input 3x20x20; conv 50 3; conv 50 3 padding=1 >"));
        assertThat(second.choices()).extracting(Forms.Choice::form).containsExactly(ROWS, LOOP, LOOP, ROWS);
    }

    /** A copy, then sums that run across the windows instead of a few channels. */
    @Test
    void fewChannelsRunAcrossWindows() {
        Forms narrow = of(Networks.model("model narrow < input 3x20x20; conv 16 3 >"));
        assertThat(narrow.choices()).extracting(Forms.Choice::form).containsExactly(LOOP, ROWS);
    }

    /** One of two computed operands is copied. */
    @Test
    void largeProductsOfActivationsHaveRows() {
        assertThat(of(TestNetworks.multiplied()).count(ROWS)).isEqualTo(1);
    }

    @Test
    void productsOfActivationsKeepSeveralSums() {
        assertThat(of(TestNetworks.matmul()).count(LOCALS)).isEqualTo(1);
    }

    /** Bias and activation included; the filters' dimension stands first in `conv`, second in `conv_transpose`. */
    @Test
    void filtersRunAcrossTheirOutputs() {
        Forms forms = of(Networks.model("model m < input 3x20x20; conv 50 3 padding=1 relu; "
                + "conv_transpose 12 2 stride=2 padding=valid; depthwise 3 >"));
        assertThat(forms.choices())
                .extracting(Forms.Choice::form)
                .containsExactly(LOOP, LOOP, LOOP, ROWS, ROWS, ACROSS);
    }

    /** Where channels come last: a mean over a picture, a pool, a filter for each channel. */
    @Test
    void reductionsOfRowsRunAcrossThem() {
        Forms forms = of(Networks.model("model m < input 3x20x20; conv 50 3; maxpool 3 stride=2 padding=1;"
                + " depthwise 3 relu; conv 50 1; global_avgpool >"));
        assertThat(forms.choices()).extracting(Forms.Choice::form).containsExactly(ROWS, ACROSS, ACROSS, ROWS, ACROSS);
        Forms narrow = of(Networks.model("model m < input 3x20x20; conv 23 3; maxpool 2; conv 24 3 >"));
        assertThat(narrow.choices()).extracting(Forms.Choice::form).containsExactly(LOOP, ROWS, LOOP, ROWS);
    }

    /** Windows that hardly overlap read too little for margins; the border before each axis comes off. */
    @Test
    void bordersAreSplitOffWhereMarginsDoNotPay() {
        assertThat(of(Networks.model("model m < input 3x40x40; maxpool 3 stride=2 padding=1 >"))
                        .choices())
                .hasSize(3);
        assertThat(of(Networks.model("model m < input 3x10x10; maxpool 3 stride=2 padding=1 >"))
                        .choices())
                .hasSize(1);
    }
}
