package io.github.nnc.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.testing.TestNetworks;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class CostTest {

    @Test
    void countsProductsWeightsAndRoom() {
        Cost cost = Cost.of(TestNetworks.digits());
        assertThat(cost.multiplyAdds()).isEqualTo(64 * 64 + 64 * 10);
        assertThat(cost.weightBytes()).isEqualTo(4 * (64 * 65 + 10 * 65));
        // hidden; logits; maximum in place of hidden; exponentials in place of the logits; their sum where the maximum
        // was
        assertThat(cost.workspaceBytes()).isEqualTo(4 * (64 + 10));
    }

    @Test
    void isTheSameWhateverTheForm() {
        Cost cost = Cost.of(TestNetworks.catDog());
        assertThat(cost.multiplyAdds()).isEqualTo(20);
        assertThat(cost.workspaceBytes()).isZero();
    }

    @Test
    void countsBeyondEveryLong() {
        Cost cost = Cost.of(TestNetworks.deep(3, 2_000_000_000));
        assertThat(cost.multiplyAdds()).isEqualTo(new BigInteger("12000000000000000000"));
    }

    @Test
    void buffersOfADeepNetworkShareTwoArrays() {
        assertThat(MemoryPlan.of(Lower.program(TestNetworks.deep(100, 32))).arrays())
                .hasSize(2);
    }
}
