.DEFAULT_GOAL := help
.PHONY: help up down acceptance pictures cluster build test e2e conformance fuzz compatibility format format-check migration bench quality demo-model

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## Build everything
	dotnet build

test: ## Install what the tests need and run all of them
	eng/install-test-tools.sh
	eng/test.sh

e2e: ## Run the end-to-end tests only: real processes, official SDKs
	eng/install-test-tools.sh
	eng/test.sh tests/EndToEnd

conformance: ## The API document, OpenAI's recorded traffic and damaged requests against a server
	eng/test.sh tests/EndToEnd --filter Conformance

fuzz: ## More damaged requests: N of them (100000), made from SEED
	TENANTLLM_FUZZ_REQUESTS=$(or $(N),100000) TENANTLLM_FUZZ_SEED=$(SEED) \
	  dotnet test tests/EndToEnd --filter FuzzConformance --logger "console;verbosity=detailed"

compatibility: ## Write docs/compatibility.md: what a server makes of every field of the API document
	TENANTLLM_COMPATIBILITY=write dotnet test tests/EndToEnd --filter CompatibilityConformance

format: ## Format the code
	dotnet format

format-check: ## Fail where the code is not formatted; what analyzers find is an error of every build
	dotnet format whitespace --verify-no-changes
	dotnet format style --verify-no-changes

migration: ## Add a migration for SQLite and PostgreSQL after a change of the model: NAME=WhatChanges
	eng/migration.sh $(NAME)

acceptance: ## Every panel of the dashboards with its value: a cluster, load, a real Prometheus
	eng/install-test-tools.sh
	dotnet test tests/Acceptance --logger "console;verbosity=normal"
	@cat artifacts/acceptance/panels.txt

pictures: ## Draw the dashboards into docs/pictures with what make acceptance recorded
	dotnet run --project tools/DashboardPictures -- dashboards artifacts/acceptance docs/pictures

up: ## Build the images and start everything with Docker Compose; the first start writes .env
	eng/make-env.sh
	docker compose up --build --detach --wait
	@docker compose logs silo-1 silo-2 | grep -E "shown this once|sk-" || true

down: ## Stop it; the data stay in their volumes
	docker compose down

cluster: ## Start Redis, PostgreSQL, two silos and two Api nodes on loopback; Ctrl+C stops them
	eng/cluster.sh

bench: ## Measure speed against llama-server, all scenarios, 35 minutes (LLAMA_SERVER=path, else ../shared/peers)
	dotnet run --project bench -c Release

quality: ## Perplexity and KL of a GGUF under each compute (MODEL=path, TEXT=path: else the repository's documentation)
	dotnet run --project tools/ModelQuality -c Release -- $(MODEL) $(TEXT)

demo-model: ## Train models/demo/demo.gguf anew (half an hour and more; Debian's python3-torch)
	$(MAKE) -C tools/demo-model demo-model
