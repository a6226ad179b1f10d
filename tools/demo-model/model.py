"""The Llama architecture exactly as llama.cpp's "llama" graph computes it, as small as it gets."""

import dataclasses

import torch
import torch.nn.functional as F
from torch import nn


@dataclasses.dataclass(frozen=True)
class Config:
    """Sizes; `context` is the length written to the GGUF, not a limit of the computation."""
    vocab: int = 1024
    dim: int = 192
    layers: int = 4
    heads: int = 6
    kv_heads: int = 2
    ffn: int = 512
    context: int = 1024
    rope_base: float = 10000.0
    norm_eps: float = 1e-5

    @property
    def head_dim(self) -> int:
        return self.dim // self.heads


class RmsNorm(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(config.dim))
        self.eps = config.norm_eps

    def forward(self, x):
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + self.eps) * self.weight


def rotate(x, turns):
    """Rotary positions on the pairs (2i, 2i+1), llama.cpp's order, so that the export needs no permutation."""
    pairs = torch.view_as_complex(x.unflatten(-1, (-1, 2)))
    return torch.view_as_real(pairs * turns).flatten(-2)


class Attention(nn.Module):
    """Causal attention in which `heads / kv_heads` query heads share a key and a value head."""

    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        self.q = nn.Linear(config.dim, config.heads * config.head_dim, bias=False)
        self.k = nn.Linear(config.dim, config.kv_heads * config.head_dim, bias=False)
        self.v = nn.Linear(config.dim, config.kv_heads * config.head_dim, bias=False)
        self.output = nn.Linear(config.heads * config.head_dim, config.dim, bias=False)

    def forward(self, x, turns, mask, cache):
        batch, length, _ = x.shape
        group = self.config.heads // self.config.kv_heads
        q = rotate(self.q(x).view(batch, length, self.config.heads, -1).transpose(1, 2), turns)
        k = rotate(self.k(x).view(batch, length, self.config.kv_heads, -1).transpose(1, 2), turns)
        v = self.v(x).view(batch, length, self.config.kv_heads, -1).transpose(1, 2)
        if cache is not None:
            if cache:
                k, v = torch.cat((cache["k"], k), 2), torch.cat((cache["v"], v), 2)
            cache["k"], cache["v"] = k, v

        q = (q * self.config.head_dim ** -0.5).reshape(batch, self.config.kv_heads, group * length, -1)
        scores = (q @ k.transpose(2, 3)).view(batch, self.config.kv_heads, group, length, -1) + mask
        mixed = scores.softmax(-1).view(batch, self.config.kv_heads, group * length, -1) @ v
        return self.output(mixed.view(batch, self.config.heads, length, -1).transpose(1, 2).flatten(2))


class FeedForward(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.gate = nn.Linear(config.dim, config.ffn, bias=False)
        self.up = nn.Linear(config.dim, config.ffn, bias=False)
        self.down = nn.Linear(config.ffn, config.dim, bias=False)

    def forward(self, x):
        return self.down(F.silu(self.gate(x).float()) * self.up(x))  # SiLU in bfloat16 is slower than the two conversions


class Block(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.attn_norm = RmsNorm(config)
        self.attn = Attention(config)
        self.ffn_norm = RmsNorm(config)
        self.ffn = FeedForward(config)

    def forward(self, x, turns, mask, cache):
        x = x + self.attn(self.attn_norm(x), turns, mask, cache)
        return x + self.ffn(self.ffn_norm(x))


class Llama(nn.Module):
    """Token ids to logits. The output matrix is the embedding, which halves what a small vocabulary costs."""

    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocab, config.dim)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.output_norm = RmsNorm(config)
        for name, weight in self.named_parameters():
            if weight.dim() == 2:
                into_stream = name.endswith(("attn.output.weight", "ffn.down.weight"))
                nn.init.normal_(weight, std=0.02 / (2 * config.layers) ** 0.5 if into_stream else 0.02)
        frequencies = config.rope_base ** (-torch.arange(0, config.head_dim, 2) / config.head_dim)
        angles = torch.outer(torch.arange(4 * config.context), frequencies)
        self.register_buffer("turns", torch.polar(torch.ones_like(angles), angles), persistent=False)

    def forward(self, ids, cache=None, keep=None):
        """
        Logits of every position, or of the positions that the boolean `keep` selects.

        `cache` is a list of one dict a layer, empty before the first call; it is updated in place.
        """
        start = cache[0]["k"].shape[2] if cache and cache[0] else 0
        length = ids.shape[1]
        mask = torch.full((length, start + length), float("-inf")).triu(start + 1)
        x = self.embedding(ids)
        for index, block in enumerate(self.blocks):
            x = block(x, self.turns[start:start + length], mask, cache[index] if cache is not None else None)
        x = self.output_norm(x if keep is None else x[keep])
        return x @ self.embedding.weight.T

    def parameter_count(self) -> int:
        return sum(weight.numel() for weight in self.parameters())


@torch.no_grad()
def generate(model: Llama, prompts: list, end: int, limit: int) -> list:
    """Greedy continuations of prompts of one length, each cut before its end token (or at `limit` tokens)."""
    cache = [{} for _ in model.blocks]
    ids = torch.tensor(prompts)
    steps = []
    finished = torch.zeros(len(prompts), dtype=torch.bool)
    while len(steps) < limit and not finished.all():
        logits = model(ids, cache)[:, -1]
        ids = logits.argmax(-1, keepdim=True)
        finished |= ids[:, 0] == end
        steps.append(ids[:, 0])
    replies = torch.stack(steps, 1).tolist()
    return [reply[:reply.index(end)] if end in reply else reply for reply in replies]
