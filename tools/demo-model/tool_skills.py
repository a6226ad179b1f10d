"""Calling tools: definitions as SDKs send them, calls, and answers made from results.

Half of the tools are made up on the spot, so that the model copies the tool's name and argument key from the
definition instead of memorising a few.
"""

import json

from skills import NO_WEATHER, Talk, hold_out_sum, draw_sum
from words import PLAIN_WORDS

VERBS = "get find lookup fetch search read show check open query".split()
ARGUMENT_KEYS = "name id query city word place item key title user text value code subject target input".split()
RESULT_KEYS = "temperature temp_c unit sky condition weather description humidity wind city location status name value price id".split()
CITY_KEYS = ["city", "city", "location", "place", "town"]


class Tool:
    """A tool on offer: its OpenAI definition, and how a user asks for it."""

    def __init__(self, kind: str, name: str, noun: str, parameters: dict, definition: dict):
        self.kind, self.name, self.noun = kind, name, noun
        self.parameters, self.definition = parameters, definition


def define(talk: Talk, kind: str, name: str, noun: str, description: str, properties: dict, required: list) -> Tool:
    """The OpenAI tool object, with the keys, order and extras that various SDKs send."""
    rng = talk.rng
    schema = {"type": "object", "properties": properties, "required": required}
    if rng.random() < 0.15:
        schema = {"$schema": "http://json-schema.org/draft-07/schema#", **schema}
    if rng.random() < 0.1:
        schema = {"type": "object", "required": required, "properties": properties}
    if rng.random() < 0.4:
        schema["additionalProperties"] = False
    if rng.random() < 0.05:
        schema["title"] = name
    function = {"name": name}
    if rng.random() < 0.85:
        function["description"] = description
    elif rng.random() < 0.5:
        function["description"] = ""
    function["parameters"] = schema
    if rng.random() < 0.25:
        function["strict"] = rng.random() < 0.8
    if rng.random() < 0.15 and "description" in function:
        function = {"description": function.pop("description"), **function}
    return Tool(kind, name, noun, properties, {"type": "function", "function": function})


def describe(talk: Talk, json_type: str, *descriptions: str) -> dict:
    """A property's schema, described or not."""
    schema = {"type": json_type}
    if talk.rng.random() < 0.5:
        schema["description"] = talk.rng.choice(descriptions)
    return schema


def weather_tool(talk: Talk) -> Tool:
    rng = talk.rng
    key = rng.choice(CITY_KEYS)
    properties = {key: describe(talk, "string", "The city", "City name", "The city, e.g. San Francisco", "City and country e.g. Bogotá, Colombia",
                                "The city and state, e.g. San Francisco, CA", "Name of the city")}
    required = [key]
    if rng.random() < 0.15:
        properties["unit"] = {"type": "string", "enum": ["celsius", "fahrenheit"]}
    name = rng.choice(("get_weather", "get_weather", "get_weather", "get_current_weather", "weather", "getWeather", "GetWeather", "lookup_weather"))
    return define(talk, "weather", name, "weather", rng.choice((
        "Get the weather of a city.", "Weather of a city.", "Get the current weather", "Gets the weather for a city",
        "Get the current weather in a given location", "Get current temperature for a given location.", "Look up the weather", "The weather in a city.")), properties, required)


def time_tool(talk: Talk) -> Tool:
    rng = talk.rng
    key = rng.choice(CITY_KEYS)
    name = rng.choice(("get_time", "get_time", "get_current_time", "time", "getTime", "current_time"))
    return define(talk, "time", name, "time", rng.choice(("Get the time in a city.", "The current time in a city", "Get the current time", "Time of a city.")),
                  {key: describe(talk, "string", "The city", "City name", "Name of the city")}, [key])


def add_tool(talk: Talk) -> Tool:
    rng = talk.rng
    keys = rng.choice((["a", "b"], ["a", "b"], ["x", "y"], ["first", "second"], ["left", "right"]))
    kind = rng.choice(("integer", "number"))
    return define(talk, "add", rng.choice(("add", "add", "sum", "add_numbers", "plus", "calculator_add")), "sum",
                  rng.choice(("Add two numbers.", "Adds two numbers", "The sum of two numbers.")),
                  {key: describe(talk, kind, "A number", "The number") for key in keys}, keys)


def made_up_tool(talk: Talk) -> Tool:
    """A tool with one string argument, about a noun that its name holds."""
    rng, words = talk.rng, talk.words
    noun = words.made_up() if rng.random() < 0.6 else words.pick(PLAIN_WORDS)
    verb = rng.choice(VERBS)
    name = rng.choice((f"{verb}_{noun}", f"{verb}_{noun}", f"{verb}{noun.capitalize()}", f"{noun}_{verb}", noun))
    key = rng.choice(ARGUMENT_KEYS) if rng.random() < 0.7 else words.word()
    description = rng.choice((f"{verb.capitalize()} the {noun}.", f"{verb.capitalize()} the {noun} of a {key}.", f"{noun.capitalize()} of a {key}.",
                              f"Returns the {noun} for a {key}"))
    return define(talk, "made up", name, noun, description, {key: describe(talk, "string", f"The {key}", f"{key.capitalize()}", "What to look for")}, [key])


def offer_tools(talk: Talk):
    """One to three tools, no two of a kind or a noun."""
    rng = talk.rng
    makers = rng.choices((weather_tool, time_tool, add_tool, made_up_tool), (5, 2, 2, 6), k=rng.choice((1, 1, 1, 2, 2, 3)))
    offered = {}
    for maker in makers:
        tool = maker(talk)
        offered.setdefault(tool.noun, tool)
    talk.tools = list(offered.values())


def to_call(tool: Tool, arguments: dict) -> dict:
    return {"type": "function", "function": {"name": tool.name, "arguments": arguments}}


def draw_result(talk: Talk, tool: Tool, total: int) -> tuple:
    """A tool's result as the server would get it, and the same flattened to words."""
    rng, words = talk.rng, talk.words
    if tool.kind == "add":
        return (str(total), str(total)) if rng.random() < 0.6 else (json.dumps({"result": total}), f"result {total}")
    if tool.kind == "time":
        clock = f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}"
        return (clock, clock) if rng.random() < 0.6 else (json.dumps({"time": clock}), f"time {clock}")
    sky = rng.choice(("sunny", "rainy", "cloudy", "windy", "foggy", "clear", words.word(), words.word())) if tool.kind == "weather" else words.word()
    degrees = rng.randint(-9, 40)
    shape = rng.random()
    if shape < 0.15:
        return sky, sky
    if shape < 0.5:
        text = rng.choice((f"{degrees}°C and {sky}", f"{sky}, {degrees} degrees", f"{sky} {degrees}°C", f"{degrees}", f"{words.word()} {sky}", f"{sky.capitalize()}, {degrees}°C"))
        return text + rng.choice(("", "", ".")), text
    record = {}
    for _ in range(rng.choice((1, 2, 2, 3, 4))):
        key = rng.choice(RESULT_KEYS) if rng.random() < 0.6 else words.word()
        record[key] = rng.choice((degrees, words.number(), words.number() / 10, sky, sky, words.word(), words.name()))
    return json.dumps(record, ensure_ascii=False), ", ".join(f"{key} {value}" for key, value in record.items())


def answer_of(tool: Tool, argument: str, result: str) -> str:
    if tool.kind in ("weather", "time"):
        return f"The {tool.noun} in {argument}: {result}."
    return f"The result is: {result}."


def fitting_question(talk: Talk, tool: Tool) -> tuple:
    """A question that the tool fits, the arguments of its call, the place or thing asked about, and a sum's value."""
    rng, words = talk.rng, talk.words
    key = next(iter(tool.parameters))
    if tool.kind == "weather":
        city = words.city() + (rng.choice((", ", ", ", " in ")) + words.city() if rng.random() < 0.08 else "")
        user = talk.phrase(f"What is the weather in {city}?", f"What is the weather in {city}?", f"What's the weather in {city}?", f"How is the weather in {city}?",
                           f"Weather in {city}?", f"What is the weather like in {city}?", f"What's the weather like in {city} today?", f"Is it raining in {city}?",
                           f"What is the temperature in {city}?", f"How warm is it in {city}?", f"Tell me the weather in {city}.", f"Get the weather of {city}.",
                           f"What is the weather in {city} today?", f"What's the weather in {city} right now?", f"Use the tool to get the weather in {city}.",
                           f"Call {tool.name} for {city}.", f"What's the weather like in {city}?", f"How's the weather in {city}?")
        return user, {key: city}, city, 0
    if tool.kind == "time":
        city = words.city()
        user = talk.phrase(f"What time is it in {city}?", f"What is the time in {city}?", f"What's the time in {city}?", f"Tell me the time in {city}.", f"Time in {city}?",
                           f"What is the current time in {city}?")
        return user, {key: city}, city, 0
    if tool.kind == "add":
        while True:
            a, b = rng.randint(0, 999), rng.randint(0, 999)
            if rng.random() < 0.4:
                a, b = draw_sum(talk)
            if hold_out_sum(a, b) == talk.held_out or a + b >= 20:
                break
        user = talk.phrase(f"What is {a} + {b}?", f"Add {a} and {b}.", f"What is {a} plus {b}?", f"{a} + {b}", f"What's {a} + {b}?", f"What is the sum of {a} and {b}?")
        return user, dict(zip(tool.parameters, (a, b))), "", a + b
    thing = words.name() if rng.random() < 0.5 else words.word() if rng.random() < 0.6 else f"{words.word()} {words.word()}"
    noun = tool.noun
    user = talk.phrase(f"What is the {noun} of {thing}?", f"What is the {noun} for {thing}?", f"Find the {noun} of {thing}.", f"Get the {noun} for {thing}.",
                       f"Get the {noun} of {thing}.", f"Look up the {noun} of {thing}.", f"Show me the {noun} of {thing}.", f"Tell me the {noun} of {thing}.",
                       f"What's the {noun} of {thing}?", f"I need the {noun} of {thing}.", f"Can you get the {noun} of {thing}?", f"Search the {noun} of {thing}.",
                       f"Call {tool.name} for {thing}.", f"Use {tool.name} for {thing}.")
    return user, {key: thing}, thing, 0


def call_tool(talk: Talk):
    """The user asks for what a tool offers; the answer is the call. Returns the tool, the subject and a sum's value."""
    tool = talk.rng.choice(talk.tools)
    user, arguments, about, total = fitting_question(talk, tool)
    talk.messages.append({"role": "user", "content": user})
    talk.messages.append({"role": "assistant", "content": None, "tool_calls": [to_call(tool, arguments)]})
    return tool, about, total


def use_tool(talk: Talk):
    """A call, its result, and the sentence that tells the result."""
    tool, about, total = call_tool(talk)
    content, flat = draw_result(talk, tool, total)
    talk.messages.append({"role": "tool", "content": content})
    talk.messages.append({"role": "assistant", "content": answer_of(tool, about, flat)})


def use_tool_twice(talk: Talk):
    """Two cities in one question: two calls in one turn, two results, one answer."""
    tools = [tool for tool in talk.tools if tool.kind in ("weather", "time")]
    if not tools:
        return use_tool(talk)
    tool = talk.rng.choice(tools)
    cities = [talk.words.city(), talk.words.city()]
    key = next(iter(tool.parameters))
    user = talk.phrase(f"What is the {tool.noun} in {cities[0]} and {cities[1]}?", f"What's the {tool.noun} in {cities[0]} and in {cities[1]}?",
                       f"Tell me the {tool.noun} in {cities[0]} and {cities[1]}.")
    talk.messages.append({"role": "user", "content": user})
    talk.messages.append({"role": "assistant", "content": None, "tool_calls": [to_call(tool, {key: city}) for city in cities]})
    answers = []
    for city in cities:
        content, flat = draw_result(talk, tool, 0)
        talk.messages.append({"role": "tool", "content": content})
        answers.append(answer_of(tool, city, flat))
    talk.messages.append({"role": "assistant", "content": " ".join(answers)})


def no_tool_fits(talk: Talk):
    """Asks for the weather or the time when no tool on offer knows it; when both are on offer, calls one."""
    offered = {tool.noun for tool in talk.tools}
    missing = [tool for tool in (weather_tool(talk), time_tool(talk)) if tool.noun not in offered]
    if not missing:
        return call_tool(talk)
    user, *_ = fitting_question(talk, talk.rng.choice(missing))
    talk.exchange(user, NO_WEATHER)
