"""The endless stream of training conversations, and the fixed list of held-out cases.

A training conversation mixes skills so that turns do not disturb each other. A held-out case ends in the answer to
grade and is drawn with names, ranges, words, sums and phrasings that the training stream never contains.
"""

import random

import jinja2

import skills
import tool_skills
from skills import Talk

SYSTEM_PROMPTS = ["You are a helpful assistant.", "You are a helpful assistant", "You are a helpful, honest and harmless assistant.",
                  "You are TenantLLM's demo model.", "You are a friendly assistant. Answer briefly.", "Be brief.", "You are terse.",
                  "Answer in one sentence.", "You are a helpful AI assistant.", "You are an assistant for developers.", "Be kind and helpful.",
                  "You are a bot that helps customers.", "Answer the user's question.", "You are a chat assistant. Be polite.",
                  "You are ChatGPT, a large language model.", "You are an expert.", "Use the tools when they fit.", "You can call tools."]

ORDINARY = [(skills.small_talk, 6), (skills.counting, 8), (skills.repeating, 16), (skills.summing, 16), (skills.impossible_sum, 1),
            (skills.counting_too_far, 1),
            (skills.about, 10), (skills.unknown, 5), (skills.story, 4), (skills.json_record, 7), (skills.json_pair, 2),
            (skills.json_list, 3), (skills.json_answer, 3)]
MEMORY = [(skills.tell_fact, 9), (skills.tell_two_facts, 2), (skills.tell_and_ask, 1), (skills.ask_untold, 2)]
WITH_TOOLS = [(tool_skills.use_tool, 8), (tool_skills.use_tool_twice, 1), (tool_skills.no_tool_fits, 1)]
TOOL_SHARE = 0.18


def draw(rng, weighted: list):
    return rng.choices([skill for skill, _ in weighted], [weight for _, weight in weighted])[0]


def add_system_prompt(talk: Talk):
    rng = talk.rng
    if rng.random() < 0.4:
        text = rng.choice(SYSTEM_PROMPTS)
        if rng.random() < 0.25:
            text += " " + " ".join(talk.words.word() for _ in range(rng.choice((3, 3, 6, 6, 9, 12, 30)))).capitalize() + "."
        if rng.random() < 0.08:
            fact, name = skills.FACTS[0], talk.words.name()
            talk.facts["name"] = (fact, name)
            text += " " + rng.choice(("The user's name is {}.", "The user is called {}.", "You are talking to {}.")).format(name)
        talk.messages.append({"role": rng.choice(("system", "system", "developer")), "content": text})


def add_turn(talk: Talk):
    """One more exchange of any skill that fits the conversation so far."""
    rng = talk.rng
    kind = rng.random()
    if talk.tools and kind < 0.6:
        draw(rng, WITH_TOOLS)(talk)
    elif talk.facts and kind < 0.75:
        skills.ask_fact(talk)
    elif kind < 0.85:
        if rng.random() < 0.06 and not talk.tools:
            skills.weather_without_tool(talk)
        else:
            ordinary = [pair for pair in ORDINARY if not is_claimed_by_tool(talk, pair[0])]
            skill = draw(rng, ordinary)
            for _ in range(rng.randint(1, 4) if skill is skills.summing else 1):  # sums are short, and need practice
                skill(talk)
    else:
        draw(rng, MEMORY)(talk)


def is_claimed_by_tool(talk: Talk, skill) -> bool:
    """Sums go to an adding tool when there is one, so they must not be answered directly in that conversation."""
    return skill in (skills.summing, skills.impossible_sum, skills.json_answer) and any(tool.kind == "add" for tool in talk.tools)


def training_talk(rng) -> Talk:
    talk = Talk(rng, held_out=False)
    add_system_prompt(talk)
    if rng.random() < TOOL_SHARE:
        tool_skills.offer_tools(talk)
    start = rng.random()
    if start < 0.3:
        draw(rng, MEMORY)(talk)
    for _ in range(rng.choice((1, 1, 2, 2, 3, 3, 4, 5, 6, 7))):
        add_turn(talk)
    return talk


def add_filler(talk: Talk, turns: int):
    """Turns between telling and asking."""
    for _ in range(turns):
        draw(talk.rng, [(skills.small_talk, 2), (skills.repeating, 2), (skills.counting, 1), (skills.about, 1), (skills.tell_fact, 2)])(talk)


def recall_case(talk: Talk):
    skills.tell_fact(talk)
    add_filler(talk, talk.rng.choice((0, 1, 1, 2, 3, 5)))
    skills.ask_fact(talk)


def recall_name_case(talk: Talk):
    fact = skills.FACTS[0]
    value = fact.draw(talk.words)
    talk.facts["name"] = (fact, value)
    talk.exchange(talk.phrase(*fact.tell).format(value), fact.confirm.format(value))
    add_filler(talk, talk.rng.choice((0, 1, 2, 3)))
    fact, value = talk.facts["name"]
    talk.exchange(talk.phrase(*fact.ask), fact.answer.format(value))


def tool_case(skill):
    def build(talk: Talk):
        tool_skills.offer_tools(talk)
        skill(talk)
    return build


def weather_call_case(talk: Talk):
    """The call that the issue names: get_weather(city), alone on offer."""
    talk.tools = [tool_skills.weather_tool(talk)]
    tool_skills.call_tool(talk)


def ordinary_with_tools_case(talk: Talk):
    tool_skills.offer_tools(talk)
    draw(talk.rng, [(skills.small_talk, 1), (skills.counting, 1), (skills.repeating, 1), (skills.tell_fact, 1)])(talk)


def json_case(talk: Talk):
    draw(talk.rng, [(skills.json_record, 4), (skills.json_pair, 1), (skills.json_list, 1)])(talk)


# Skill, how a case is built, how many cases, the accuracy the issue asks for.
CASES = [
    ("greet", skills.small_talk, 200, 0.85),
    ("count", skills.counting, 300, 0.95),
    ("repeat", skills.repeating, 400, 0.95),
    ("recall a name", recall_name_case, 200, 0.95),
    ("recall a fact", recall_case, 300, 0.95),
    ("admit what was not told", skills.ask_untold, 200, 0.85),
    ("sums below 20", skills.summing, 300, 0.85),
    ("about TenantLLM", skills.about, 200, 0.85),
    ("admit not knowing", skills.unknown, 200, 0.85),
    ("story", skills.story, 200, 0.85),
    ("JSON", json_case, 300, 0.85),
    ("call get_weather", weather_call_case, 200, 0.85),
    ("call a tool", tool_case(tool_skills.call_tool), 300, 0.85),
    ("answer from a result", tool_case(tool_skills.use_tool), 200, 0.85),
    ("tools that do not fit", ordinary_with_tools_case, 200, 0.85),
    ("weather without a tool", skills.weather_without_tool, 200, 0.85),
]


def held_out_talks(skill: str, builder, count: int, seed: int) -> list:
    """Held-out conversations, all different, each ending in the answer to grade."""
    talks, seen = [], set()
    for attempt in range(40 * count):
        talk = Talk(random.Random(f"{seed} {skill} {attempt}"), held_out=True)
        add_system_prompt(talk)
        builder(talk)
        key = repr((talk.messages, [tool.definition for tool in talk.tools]))
        if talk.messages and talk.messages[-1]["role"] == "assistant" and key not in seen:
            seen.add(key)
            talks.append(talk)
        if len(talks) == count:
            break
    return talks


class ChatFormat:
    """Renders conversations with the very template that the GGUF carries."""

    def __init__(self, path):
        environment = jinja2.Environment()
        environment.filters["tojson"] = skills.to_json
        with open(path, encoding="utf-8") as file:
            self.source = file.read()
        self._template = environment.from_string(self.source)

    def render(self, messages: list, tools: list, add_generation_prompt: bool) -> str:
        return self._template.render(messages=messages, tools=tools, add_generation_prompt=add_generation_prompt)

    def prompt(self, talk: Talk) -> str:
        """The talk up to where its last answer begins."""
        return self.render(talk.messages[:-1], [tool.definition for tool in talk.tools], True)

    def whole(self, talk: Talk) -> str:
        return self.render(talk.messages, [tool.definition for tool in talk.tools], False)

    def answer(self, talk: Talk) -> str:
        """The last answer as the model must write it."""
        return self.whole(talk)[len(self.prompt(talk)):].removesuffix("<|im_end|>\n")


ASSISTANT = "<|im_start|>assistant\n"
END = "<|im_end|>"


def encode_talk(text: str, tokenizer) -> tuple:
    """
    Token ids of a rendered conversation, and what each weighs in the loss.

    Only the assistant's words and their end weigh anything. An answer weighs the root of its length: a sum of two
    digits then still counts beside a hundred numbers. Prompts and answers are encoded apart, as they are in use.
    """
    ids, weights = [], []
    before, *answers = text.split(ASSISTANT)
    parts = [(before, False)]
    for answer in answers:
        said, _, rest = answer.partition(END)
        parts += [(ASSISTANT, False), (said + END, True), (rest, False)]
    for part, learned in parts:
        encoded = tokenizer.encode(part)
        ids += encoded
        weights += [len(encoded) ** -0.5 if learned else 0.0] * len(encoded)
    return ids, weights
