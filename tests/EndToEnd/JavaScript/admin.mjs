// The Administration API through client.admin, with the admin key as the only credential.
import OpenAI from 'openai';
import assert from 'node:assert';

const { organization } = new OpenAI({ apiKey: null, adminAPIKey: process.env.OPENAI_API_KEY }).admin;

const project = await organization.projects.create({ name: 'From JavaScript' });
assert.equal(project.object, 'organization.project');
assert.equal((await organization.projects.update(project.id, { name: 'Renamed' })).name, 'Renamed');
assert.equal((await organization.projects.retrieve(project.id)).status, 'active');

const account = await organization.projects.serviceAccounts.create(project.id, { name: 'app' });
assert.match(account.api_key.value, /^sk-proj-/);
const other = await organization.projects.serviceAccounts.create(project.id, { name: 'other' });
const names = [];
for await (const one of organization.projects.serviceAccounts.list(project.id, { limit: 1 })) names.push(one.name);
assert.deepEqual(names, ['app', 'other']);

const client = new OpenAI({ apiKey: account.api_key.value });
assert.equal((await client.models.list()).data[0].id, 'demo');

const keys = [];
for await (const key of organization.projects.apiKeys.list(project.id, { limit: 1 })) keys.push(key);
assert.equal(keys.length, 2);
assert.ok(keys.every((key) => key.owner.type === 'service_account' && !key.redacted_value.includes(account.api_key.value.slice(8, 30))));
assert.equal((await organization.projects.apiKeys.delete(keys[0].id, { project_id: project.id })).deleted, true);
assert.equal((await organization.projects.serviceAccounts.delete(other.id, { project_id: project.id })).deleted, true);

const admin = await organization.adminAPIKeys.create({ name: 'second', expires_in_seconds: 60 });
assert.match(admin.value, /^sk-admin-/);
assert.equal((await organization.adminAPIKeys.retrieve(admin.id)).value, undefined);
assert.equal((await organization.adminAPIKeys.delete(admin.id)).deleted, true);

assert.equal((await organization.projects.archive(project.id)).status, 'archived');
const types = [];
for await (const entry of organization.auditLogs.list({ project_ids: [project.id], limit: 2 })) types.push(entry.type);
assert.deepEqual([types[0], types.at(-1)], ['project.archived', 'project.created']);
await assert.rejects(organization.projects.retrieve('proj_none'), OpenAI.NotFoundError);
await assert.rejects(organization.projects.create({}), (error) => error.status === 400 && error.param === 'name');
console.log('ok');
